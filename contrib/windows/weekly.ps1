# Issue and send last week's paper, once. For the Windows Task Scheduler.
# This file was NOT tested where the rest of streetchief is tested; try it by hand first.
#
#   powershell -ExecutionPolicy Bypass -File weekly.ps1
#
# To run it every working hour, also after the machine was off:
#   $action  = New-ScheduledTaskAction -Execute powershell.exe `
#              -Argument '-NoProfile -ExecutionPolicy Bypass -File C:\streetchief\weekly.ps1'
#   $trigger = New-ScheduledTaskTrigger -Weekly -DaysOfWeek Monday,Tuesday,Wednesday -At 7:17
#   $options = New-ScheduledTaskSettingsSet -StartWhenAvailable -MultipleInstances IgnoreNew
#   Register-ScheduledTask -TaskName streetchief -Action $action -Trigger $trigger -Settings $options
# StartWhenAvailable catches a missed run up; IgnoreNew keeps two runs from overlapping.

$ErrorActionPreference = 'Stop'
$Program = 'C:\streetchief\Scripts\streetchief.exe'
$State   = "$env:LOCALAPPDATA\streetchief\weekly"
$Targets = @('office')                       # names in notify.toml
$env:STREETCHIEF_DB     = "$env:LOCALAPPDATA\streetchief\ledger.db"
$env:STREETCHIEF_NOTIFY = "$env:LOCALAPPDATA\streetchief\notify.toml"   # only you may read it
[Console]::OutputEncoding = [System.Text.Encoding]::UTF8

New-Item -ItemType Directory -Force $State | Out-Null
$rows = (& $Program week last --format json | Out-String | ConvertFrom-Json).rows
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
$week = $rows[0].week
$failed = 0

if (-not (Test-Path "$State\$week.issued")) {
    & $Program week $week --issue -o "$State\$week.txt" 2> "$State\told.txt"
    if ($LASTEXITCODE -ne 0) { Get-Content "$State\told.txt"; exit $LASTEXITCODE }
    New-Item -ItemType File "$State\$week.issued" | Out-Null
}
foreach ($target in $Targets) {
    if (Test-Path "$State\$week.sent.$target") { continue }
    & $Program week $week -o NUL --send $target 2> "$State\told.txt"
    if ($LASTEXITCODE -eq 0) { New-Item -ItemType File "$State\$week.sent.$target" | Out-Null }
    else { Get-Content "$State\told.txt"; $failed = 1 }
}
exit $failed
