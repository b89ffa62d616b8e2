# TAB for streetchief in PowerShell. In $PROFILE:
#   streetchief completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName streetchief -ScriptBlock {
    param($word, $line, $cursor)
    $program = $line.CommandElements[0].Extent.Text
    $before = @($line.CommandElements | Select-Object -Skip 1 |
        Where-Object { $_.Extent.EndOffset -lt $cursor } |
        ForEach-Object { $_.Extent.Text.Trim('"', "'") })
    $encoding = [Console]::OutputEncoding
    try {
        # The answer is UTF-8, whatever the code page of the console.
        [Console]::OutputEncoding = [System.Text.Encoding]::UTF8
        $found = @(& $program complete-line "=$($word.Trim('"', "'"))" @before 2>$null)
    } catch {
        return
    } finally {
        [Console]::OutputEncoding = $encoding
    }
    if ($found.Count -eq 0) { return }
    if ($found[0] -ne 'words') {
        Get-ChildItem -Path "$word*" -Directory:($found[0] -eq 'folders') -ErrorAction Ignore |
            ForEach-Object {
                $path = Resolve-Path -Relative -LiteralPath $_.FullName
                [System.Management.Automation.CompletionResult]::new($path, $_.Name, 'ParameterValue', $_.Name)
            }
        return
    }
    $found | Select-Object -Skip 1 | ForEach-Object {
        $offer, $meaning = $_ -split "`t", 2
        if (-not $meaning) { $meaning = $offer }
        $typed = if ($offer -match '[\s();&|<>$`"'',@{}]') { "'" + $offer.Replace("'", "''") + "'" } else { $offer }
        [System.Management.Automation.CompletionResult]::new($typed, $offer, 'ParameterValue', $meaning)
    }
}
