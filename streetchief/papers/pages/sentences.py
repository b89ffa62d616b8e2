"""The sentences of papers, Chinese and English side by side.

Convention: Chinese is the original and English its translation, with the same placeholders in the
same order of ideas. Chinese has full-width punctuation, no spaces around numbers, and always the
week's number. A placeholder is filled with words that are already in the language; what a place, a
chief or a walk is called comes from the rulebook, never from here.
"""

from __future__ import annotations

SAID: dict[str, tuple[str, str]] = {
    # the head
    "draft": ("草稿·本周未结束", "DRAFT · the week is not over"),
    "week": ("第{number}周", "week {number}"),
    "week_of_year": ("{year}年第{number}周", "Week {number} of {year}"),
    "period": ("{week}（{since}—{until}）", "{week} ({since} to {until})"),
    "number": ("　第{number}期", ", No. {number}"),
    "to": ("{addressees}：", "To: {addressees}"),
    "lead": (
        "按照{basis}“{basis_words}”的要求，现将{week}{subject}有关情况汇总如下：",
        "Under {basis} (“{basis_words}”), this is the summary of {subject} in {week}:",
    ),
    "lead_no_basis": (
        "现将{week}{subject}有关情况汇总如下：",
        "This is the summary of {subject} in {week}:",
    ),
    "lead_circular": (
        "按照{basis}“{basis_words}”的要求，现将{week}{subject}有关情况通报如下：",
        "Under {basis} (“{basis_words}”), the state of {subject} in {week} is made known:",
    ),
    "lead_circular_no_basis": (
        "现将{week}{subject}有关情况通报如下：",
        "The state of {subject} in {week} is made known:",
    ),
    "subject_items": ("{subject}和问题整改", "{subject} and the problems found"),
    # lists
    "none": ("无", "none"),
    "comma": ("、", ", "),
    "semicolon": ("；", "; "),
    "space": ("　", " "),
    "nothing": ("", " "),
    "clause": ("，", ", "),
    "stop": ("。", "."),
    "heading": ("{number}、{words}", "{number}. {words}"),
    "numbered": ("{number}.{words}", "{number}. {words}"),
    # section one
    "patrols": ("{act}情况", "{act}"),
    "as_of": ("截至{day}，", "As of {day}: "),
    "streets": (
        "纳入{system}管理的{place}{streets}{measure}，{chief}{chiefs}名。",
        "{system}: {place} {streets}{measure}, {chief} {chiefs}. ",
    ),
    "counts": (
        "应巡{required}次，实巡{logged}次（其中委托{delegated}次、补录{backfilled}次），"
        "计入{counted}次、{days}天次；",
        "Required {required}, logged {logged} (delegated {delegated}, entered late {backfilled}), "
        "counted {counted}, days {days}; ",
    ),
    "met": (
        "应达标{due}{measure}，达标{met}{measure}，达标率{rate}；免巡{exempt}{measure}。",
        "due {due}{measure}, met {met}{measure}, met rate {rate}; exempt {exempt}{measure}. ",
    ),
    "see_table": ("（详见附表{number}）", "(Table {number})"),
    "see_annex": ("（详见附件{number}）", "(Annex {number})"),
    "officer": (
        "{who}应巡{required}次，实巡{logged}次，{state}。",
        "{who}: required {required}, logged {logged}, {state}. ",
    ),
    "officer_counted": (
        "{who}应巡{required}次，实巡{logged}次，计入{counted}次，{state}。",
        "{who}: required {required}, logged {logged}, counted {counted}, {state}. ",
    ),
    "officer_exempt": ("{who}经批准免巡。", "{who}: exempt by approval. "),
    "officer_vacant": ("{who}空缺。", "{who}: vacant. "),
    "unmet": ("未达标：{list}。", "Not met: {list}."),
    "not_yet_met": ("尚未达标：{list}。", "Not yet met: {list}."),
    "street_counts": (
        "{street}（{chief}{chiefs}），应巡{required}次、计入{counted}次",
        "{street} ({chief} {chiefs}), required {required}, counted {counted}",
    ),
    "street_standing": (
        "{street}（{chief}{chiefs}），应巡{required}次、计入{counted}次，{state}",
        "{street} ({chief} {chiefs}), required {required}, counted {counted}, {state}",
    ),
    "zero": (
        "应巡{place}中零{act}：{list}。",
        "{place} without a {act} where one was due: {list}.",
    ),
    "exempt": ("免巡：{list}。", "Exempt: {list}."),
    "exempt_street": (
        "{street}（{chief}{chiefs}），{days}，经批准免巡",
        "{street} ({chief} {chiefs}), {days}, exempt by approval",
    ),
    "nothing_due": (
        "{street}（{chief}{chiefs}），按规则应巡0次",
        "{street} ({chief} {chiefs}), nothing required by the rule",
    ),
    "vacant": ("{chief}空缺：{list}。", "Vacant ({chief}): {list}."),
    "not_counted": ("未计入：{list}。", "Not counted: {list}."),
    "not_counted_street": ("{street}{count}次，{reason}", "{street} {count}, {reason}"),
    # section two
    "items": ("问题发现与整改", "Problems found and settled"),
    "items_new": (
        "新发现问题{opened}件，其中立行立改{fixed}件（当场销号），交办{assigned}件",
        "Newly found {opened}, of which fixed on the spot {fixed} (closed at once), "
        "assigned {assigned}",
    ),
    "items_waiting": ("，待交办{count}件", ", not yet assigned {count}"),
    "items_categories": ("；按类别：{list}", "; by category: {list}"),
    "category": ("{category}{count}件", "{category} {count}"),
    "items_closed": (
        "截至{day}，应销号{due}件，已销号{closed}件，销号率{rate}，按期销号率{in_time}；"
        "超期{overdue}件；反弹{reopened}件。",
        "As of {day}: due to close {due}, closed {closed}, close rate {rate}, in time {in_time}; "
        "overdue {overdue}; relapsed {reopened}. ",
    ),
    "items_compared": (
        "较{week}{corrected}：新发现{opened}，超期{overdue}。",
        "Against {week}{corrected}: newly found {opened}, overdue {overdue}.",
    ),
    "corrected": ("（更正后）", " (as corrected)"),
    "more": ("增加{count}件", "{count} more"),
    "fewer": ("减少{count}件", "{count} fewer"),
    "as_many": ("持平", "as many"),
    # section three
    "cleanups": ("集中整治与部门共建", "Clean-ups by the departments"),
    "cleanup": (
        "应开展{action}的部门{due}个，已开展{done}个，共{times}次，整治重点区域{spots}处，"
        "清理垃圾{tonnes}吨。",
        "{action}: departments due {due}, done {done}, times {times}, key spots {spots}, "
        "rubbish cleared {tonnes} t. ",
    ),
    "cleanup_missing": ("未开展：{list}。", "Not carried out: {list}. "),
    # other duties than the streets' own
    "duty": (
        "{duty}：应达标{due}个，达标{met}个，达标率{rate}；未达标：{list}。",
        "{duty}: due {due}, met {met}, met rate {rate}; not met: {list}. ",
    ),
    "duty_draft": (
        "{duty}：应达标{due}个，达标{met}个，达标率{rate}；尚未达标：{list}。",
        "{duty}: due {due}, met {met}, met rate {rate}; not yet met: {list}. ",
    ),
    "duty_vacant": ("责任人空缺：{list}。", "Nobody for it: {list}. "),
    "duty_counts": (
        "{place}（应巡{required}次、计入{counted}次）",
        "{place} (required {required}, counted {counted})",
    ),
    "find_duty": (
        "{place}{week}{duty}未达标（应巡{required}次、计入{counted}次）。",
        "{place}: {duty} not met in {week} (required {required}, counted {counted}).",
    ),
    "find_duty_vacant": ("{place}{duty}责任人空缺。", "{place}: nobody for {duty}."),
    "ask_duty": ("请{places}落实{week}{duty}。", "{places}: please see to {duty} in {week}."),
    "ask_duty_vacant": (
        "请研究确定{places}{duty}责任人。",
        "{places}: please name somebody for {duty}.",
    ),
    # sections four and five
    "findings": ("存在问题", "Findings"),
    "requests": ("下一步工作要求", "What is asked for next"),
    "no_findings": ("无。", "None."),
    "find_unmet": (
        "{street}{week}未达标（应巡{required}次、计入{counted}次）{never}。",
        "{street} did not meet the duty in {week} (required {required}, counted {counted}){never}.",
    ),
    "find_run": (
        "{street}连续{weeks}周未达标（{week}应巡{required}次、计入{counted}次）{never}。",
        "{street} has not met the duty for {weeks} weeks running "
        "({week}: required {required}, counted {counted}){never}.",
    ),
    "find_standing": (
        "{street}{state}（应巡{required}次、计入{counted}次）{never}。",
        "{street} is {state} (required {required}, counted {counted}){never}.",
    ),
    "at_risk_said": ("列入预警", "at risk"),
    "unreachable_said": ("已无法达标", "unreachable"),
    "never": ("，截至{day}无{act}记录", "; no {act} is on record up to {day}"),
    "find_vacant": ("{street}{chief}空缺。", "{street} has no {chief}."),
    "find_officer": (
        "{who}{week}未达标（应巡{required}次、计入{counted}次）。",
        "{who} did not meet the duty in {week} (required {required}, counted {counted}).",
    ),
    "find_overdue": (
        "第{number}号问题超期{days}天，{holder}。",
        "Item {number} is {days} days overdue; {holder}.",
    ),
    "find_reopened": (
        "第{number}号问题反弹，{holder}。",
        "Item {number} has relapsed; {holder}.",
    ),
    "by_department": ("责任单位{holder}", "responsible: {holder}"),
    "by_person": ("责任人{holder}", "responsible: {holder}"),
    "by_nobody": ("责任单位未明确", "nobody is named as responsible"),
    "find_not_done": (
        "{department}{week}未开展{action}。",
        "{department} carried out no {action} in {week}.",
    ),
    "ask_chiefs": (
        "请{streets}{chief}说明原因，并落实{week}{act}。",
        "{streets} ({chief}): please say why, and see to the {act} of {week}.",
    ),
    "ask_patrols": (
        "请{streets}{chief}落实{week}{act}。",
        "{streets} ({chief}): please see to the {act} of {week}.",
    ),
    "ask_officer": ("请{who}落实{week}{act}。", "{who}: please see to the {act} of {week}."),
    "ask_vacant": (
        "请研究确定{streets}{chief}人选。",
        "{streets}: please name a {chief}.",
    ),
    "ask_office": ("请研究确定{who}人选。", "Please name a {who}."),
    "ask_items": (
        "请{numbers}问题责任单位抓紧整改，整改后申请销号。",
        "{numbers}: please put right, then apply for closing.",
    ),
    "ask_items_people": (
        "请{numbers}问题责任人抓紧整改，整改后申请销号。",
        "{numbers}: please put right, then apply for closing.",
    ),
    "ask_item_holders": (
        "请明确{numbers}问题责任单位。",
        "{numbers}: please name who is responsible.",
    ),
    "item_number": ("第{number}号", "item {number}"),
    "ask_departments": (
        "请{departments}安排{week}{action}。",
        "{departments}: please arrange the {action} of {week}.",
    ),
    "ask_those_departments": (
        "请上述{count}个部门安排{week}{action}。",
        "The {count} departments above: please arrange the {action} of {week}.",
    ),
    # the county's paper
    "county": (
        "纳入{system}管理的乡镇{towns}个、{place}{streets}{measure}，{chief}{chiefs}名。",
        "{system}: towns {towns}, {place} {streets}{measure}, {chief} {chiefs}. ",
    ),
    "county_officers": (
        "{role}应达标{due}名，达标{met}名，空缺{vacant}名。",
        "{role} due {due}, met {met}, vacant {vacant}. ",
    ),
    "in_town": ("{town}{what}", "{town} {what}"),
    "of_town": ("{town}{list}", "{town} {list}"),
    "not_sent": ("未报送周报：{list}。", "Towns that have not sent their paper: {list}."),
    "cumulative": (
        "截至{day}，累计整治重点区域{spots}处，清理垃圾{tonnes}吨{cleared}。",
        "From the beginning to {day}: key spots {spots}, rubbish cleared {tonnes} t{cleared}.",
    ),
    "cleared": ("，{list}清理{amount}{unit}", ", {list} cleared {amount} {unit}"),
    "department_at": ("{department}（{place}）", "{department} ({place})"),
    "ask_towns": (
        "请{towns}督促未达标{place}落实{week}{act}。",
        "{towns}: please see to the {act} of {week} on the {place} that fell short.",
    ),
    "ask_towns_draft": (
        "请{towns}督促列入预警的{place}落实{week}{act}。",
        "{towns}: please see to the {act} of {week} on the {place} at risk.",
    ),
    "ask_towns_vacant": (
        "请{towns}研究确定空缺的{chief}人选。",
        "{towns}: please fill the vacant posts ({chief}).",
    ),
    "ask_sent": ("请{towns}报送{week}周报。", "{towns}: please send the paper of {week}."),
    "table_towns": ("乡镇{subject}情况统计表", "{subject} by town"),
    "table_worst": ("未达标{place}名单", "{place} that fell short"),
    "t_town": ("乡镇", "Town"),
    "t_street_due": ("应达标", "Due"),
    "t_street_met": ("达标", "Met"),
    "t_rate": ("达标率", "Met rate"),
    "t_exempt": ("免巡", "Exempt"),
    "t_vacant": ("空缺", "Vacant"),
    "t_sent": ("周报", "Paper"),
    "t_run": ("连续未达标（周）", "Weeks unmet"),
    "sent": ("第{number}期", "No. {number}"),
    "not_sent_word": ("未报送", "not sent"),
    # months and years
    "draft_period": ("草稿·统计期未结束", "DRAFT · the period is not over"),
    "year": ("{year}年", "{year}"),
    "period_weeks": (
        "{period}（第{first}周至第{last}周，{since}—{until}）",
        "{period} (weeks {first} to {last}, {since} to {until})",
    ),
    "lead_period": (
        "按照{basis}“{basis_words}”的要求，现将{period}{subject}有关情况汇总如下：",
        "Under {basis} (“{basis_words}”), this is the summary of {subject} in {period}:",
    ),
    "lead_period_no_basis": (
        "现将{period}{subject}有关情况汇总如下：",
        "This is the summary of {subject} in {period}:",
    ),
    "period_counts": (
        "统计{weeks}周，涉及{place}{streets}{measure}（每{measure}每周计1{measure}次）。"
        "应巡{required}次，计入{counted}次、{days}天次；"
        "应达标{due}{measure}次，达标{met}{measure}次，达标率{rate}；免巡{exempt}{measure}次，"
        "{chief}空缺{vacant}{measure}次。",
        "Weeks {weeks}, {place} {streets}{measure}. Required {required}, counted {counted}, days "
        "{days}; weeks of all {place} together: due {due}{measure}, met {met}{measure}, met rate "
        "{rate}; exempt {exempt}{measure}, vacant ({chief}) {vacant}{measure}. ",
    ),
    "period_all_met": ("每周均达标：{list}。", "Met in every week due: {list}."),
    "period_none_met": ("每周均未达标：{list}。", "Met in no week due: {list}."),
    "period_runs": ("连续2周以上未达标：{list}。", "Unmet two weeks running or more: {list}."),
    "period_run": ("{street}（最长{weeks}周）", "{street} ({weeks} weeks at most)"),
    "period_duty": (
        "{duty}按{unit}统计：应达标{due}次，达标{met}次，达标率{rate}；应巡{required}次，"
        "计入{counted}次。",
        "{duty} by the {unit}: due {due}, met {met}, met rate {rate}; required {required}, "
        "counted {counted}. ",
    ),
    "period_running": ("进行中：{list}。", "Still running: {list}. "),
    "duty_standing": (
        "{place}（应巡{required}次、计入{counted}次，{state}）",
        "{place} (required {required}, counted {counted}, {state})",
    ),
    "unit_week": ("周", "week"),
    "unit_month": ("月", "month"),
    "period_cleanup": (
        "{action}应开展{due}家次（每个部门每周计1家次），已开展{met}家次，共{times}次，"
        "整治重点区域{spots}处，清理垃圾{tonnes}吨。",
        "{action}: weeks of all departments together due {due}, done {met}, times {times}, "
        "key spots {spots}, rubbish cleared {tonnes} t. ",
    ),
    "find_period": (
        "{street}应达标{due}周、达标{met}周，达标率{rate}。",
        "{street}: weeks due {due}, met {met}, met rate {rate}.",
    ),
    "find_period_department": (
        "{department}应开展{due}周、已开展{met}周。",
        "{department}: weeks due {due}, done {met}.",
    ),
    "find_period_duty_week": (
        "{who}{duty}应达标{due}周、达标{met}周，达标率{rate}。",
        "{who}, {duty}: weeks due {due}, met {met}, met rate {rate}.",
    ),
    "find_period_duty_month": (
        "{who}{duty}应达标{due}个月、达标{met}个月，达标率{rate}。",
        "{who}, {duty}: months due {due}, met {met}, met rate {rate}.",
    ),
    "ask_period": (
        "请{streets}{chief}落实每周{act}要求。",
        "{streets} ({chief}): please see to the {act} of each week.",
    ),
    "find_period_holder_week": (
        "{who}应达标{due}周、达标{met}周，达标率{rate}。",
        "{who}: weeks due {due}, met {met}, met rate {rate}.",
    ),
    "find_period_holder_month": (
        "{who}应达标{due}个月、达标{met}个月，达标率{rate}。",
        "{who}: months due {due}, met {met}, met rate {rate}.",
    ),
    "ask_period_holders": (
        "请{who}落实{act}要求。",
        "{who}: please see to the {act} as required.",
    ),
    "ask_period_duty": (
        "请{who}落实{duty}要求。",
        "{who}: please see to {duty} as required.",
    ),
    "ask_period_departments": (
        "请{departments}按要求开展{action}。",
        "{departments}: please carry out the {action} as required.",
    ),
    "table_streets": ("{subject}分{place}统计表", "{subject} by {place}"),
    "table_weeks": ("{subject}分周统计表", "{subject} by week"),
    "table_duties": ("其他职责统计表", "Other duties"),
    "table_departments": ("部门集中整治情况表", "Clean-ups by department"),
    "t_weeks_due": ("应达标（周）", "Weeks due"),
    "t_weeks_met": ("达标（周）", "Weeks met"),
    "t_weeks_exempt": ("免巡（周）", "Weeks exempt"),
    "t_weeks_vacant": ("空缺（周）", "Weeks vacant"),
    "t_longest": ("最长连续未达标（周）", "Longest run unmet"),
    "t_week": ("周", "Week"),
    "t_weeks_to_do": ("应开展（周）", "Weeks due"),
    "t_weeks_done": ("已开展（周）", "Weeks done"),
    "t_times": ("次数", "Times"),
    "t_duty": ("职责", "Duty"),
    "t_where": ("地点", "Place"),
    "t_who": ("人员", "Person"),
    "t_unit": ("统计单位", "By"),
    "t_due_times": ("应达标（次）", "Due"),
    "t_met_times": ("达标（次）", "Met"),
    # papers by name
    "weekly": ("周报", "weekly paper"),
    "circular": ("通报", "circular"),
    "county_paper": ("全县周报", "county's weekly paper"),
    "month_paper": ("月报", "monthly paper"),
    "year_paper": ("年报", "yearly paper"),
    "issued": (
        "{town}{period}{kind}第{number}期定稿",
        "{town}, {period}: {kind} No. {number} issued",
    ),
    # corrections
    "correction": ("更正：{list}。", "Corrections: {list}."),
    "correct_counted": (
        "{week}{street}计入由{before}次更正为{after}次{why}",
        "{week}, {street}: counted {after} instead of {before}{why}",
    ),
    "correct_required": (
        "{week}{street}应巡由{before}次更正为{after}次",
        "{week}, {street}: required {after} instead of {before}",
    ),
    "correct_state": (
        "{here}由{before}更正为{after}",
        "{here} is {after} instead of {before}",
    ),
    "correct_new": (
        "{week}{street}补列：应巡{required}次、计入{counted}次，{state}",
        "{week}, {street} is added: required {required}, counted {counted}, {state}",
    ),
    "correct_gone": (
        "{week}{street}不再列入（原为{state}）",
        "{week}, {street} is no longer listed (was {state})",
    ),
    "correct_rate": (
        "{where}达标率由{before}更正为{after}",
        "met rate of {where} {after} instead of {before}",
    ),
    "correct_first": (
        "{week}{who}{what}由{before}更正为{after}",
        "{week}, {who}: {what} {after} instead of {before}",
    ),
    "correct_next": (
        "{what}由{before}更正为{after}",
        "{what} {after} instead of {before}",
    ),
    "correct_line_new": (
        "{week}{who}补列：应达标{required}、达标{counted}",
        "{week}, {who} is added: due {required}, met {counted}",
    ),
    "whose_problems": ("", "problems"),
    "what_required": ("应巡", "required"),
    "what_counted": ("计入", "counted"),
    "what_to_do": ("应开展", "due"),
    "what_done": ("已开展", "done"),
    "what_state": ("", "verdict"),
    "what_weeks_due": ("应达标", "due"),
    "what_weeks_met": ("达标", "met"),
    "what_spots": ("整治重点区域", "key spots"),
    "what_tonnes": ("清理垃圾", "rubbish cleared"),
    "what_opened": ("新发现问题", "newly found"),
    "what_fixed_on_spot": ("立行立改", "fixed on the spot"),
    "what_assigned": ("交办", "assigned"),
    "what_due": ("应销号", "due to close"),
    "what_closed": ("已销号", "closed"),
    "what_close_rate": ("销号率", "close rate"),
    "what_on_time": ("按期销号率", "close rate in time"),
    "what_overdue": ("超期", "overdue"),
    "what_reopened": ("反弹", "relapsed"),
    "in_times": ("{count}次", "{count}"),
    "in_items": ("{count}件", "{count}"),
    "in_spots": ("{count}处", "{count}"),
    "in_tonnes": ("{count}吨", "{count} t"),
    "done_word": ("已开展", "done"),
    "not_done_word": ("未开展", "not done"),
    "why_late": ("（{days}补录）", " (entered late on {days})"),
    "why_void": ("（原记录作废）", " (a record was voided)"),
    "whole_town": ("全镇", "the town"),
    "whole_township": ("全乡", "the township"),
    "whole_subdistrict": ("全街道", "the subdistrict"),
    "whole_county": ("全县", "the county"),
    "whole_city": ("全市", "the city"),
    "whole_district": ("全区", "the district"),
    # the foot
    "tables": ("附表：{list}", "Tables: {list}"),
    "annexes": ("附件：{words}", "Annexes: {words}"),
    "annex_next": ("　　　{words}", "         {words}"),
    "reference": ("〔　　　〕　　号", "Reference: ____________"),  # noqa: RUF001
    "seal": ("{office}（印章）", "{office} (seal)"),
    "basis": (
        "计数口径：按自然周、按次计{changes}。台账凭证：站点{site}，第{sequence}号，{digest}",
        "Counting basis: by calendar week and by the patrol{changes}. "
        "Ledger receipt: site {site}, entry {sequence}, {digest}",
    ),
    "basis_changes": ("；{list}", "; {list}"),
    "basis_of": ("{duty}：{list}", "{duty}: {list}"),
    "marks": (
        "台账中有手工设定时钟的记账{clock}笔、采信外来记录时间的记账{trusted}笔。",
        "The ledger holds entries made with the clock set by hand: {clock}; "
        "with recorded times trusted from elsewhere: {trusted}.",
    ),
    # tables
    "table": ("附表{number}　{title}", "Table {number}. {title}"),
    "annex": ("附件{number}　{title}", "Annex {number}. {title}"),
    "table_patrols": ("{subject}情况统计表", "{subject}"),
    "table_items": ("问题清单及销号情况表", "Problems and their close-out"),
    "table_cleanups": ("部门集中整治情况表", "Clean-ups by department"),
    "total": ("合计", "Total"),
    "t_row": ("序号", "No."),
    "t_village": ("所属村（社区）", "Village"),
    "t_required": ("应巡", "Required"),
    "t_logged": ("实巡", "Logged"),
    "t_counted": ("计入", "Counted"),
    "t_days": ("天次", "Days"),
    "t_delegated": ("委托", "Delegated"),
    "t_backfilled": ("补录", "Late"),
    "t_state": ("结果", "Result"),
    "t_note": ("备注", "Remarks"),
    "t_number": ("编号", "No."),
    "t_text": ("问题描述", "Problem"),
    "t_category": ("类别", "Category"),
    "t_found": ("发现时间", "Found"),
    "t_holder": ("责任单位", "Responsible"),
    "t_due": ("整改时限", "Due"),
    "t_progress": ("进度", "Progress"),
    "t_closed": ("销号日期", "Closed"),
    "t_department": ("部门", "Department"),
    "t_liaison": ("联系", "Linked to"),
    "t_to_do": ("应开展", "Due"),
    "t_done": ("实开展", "Done"),
    "t_spots": ("重点区域（处）", "Key spots"),
    "t_tonnes": ("清理（吨）", "Cleared (t)"),
    "note_opened": ("{day}启用", "open from {day}"),
    "note_closed": ("{day}起停用", "closed from {day}"),
    "note_exempt": ("{days}免巡", "exempt {days}"),
    "note_vacant": ("{days}{chief}空缺", "vacant ({chief}) {days}"),
    "note_not_counted": ("另有{count}次未计入", "{count} more not counted"),
    "note_run": ("连续{weeks}周未达标", "{weeks} weeks unmet running"),
    "note_never": ("截至{day}无{act}记录", "no {act} on record up to {day}"),
    # standings
    "met_word": ("达标", "met"),
    "unmet_word": ("未达标", "not met"),
    "unreachable_word": ("已无法达标", "unreachable"),
    "at_risk_word": ("预警", "at risk"),
    "on_track_word": ("进行中", "on track"),
    "vacant_word": ("空缺", "vacant"),
    "exempt_word": ("免巡", "exempt"),
    # rules that differ from the default
    "required": ("每周应巡{value}次", "{value} required a week"),
    "counting_roles": ("计入{value}的巡查", "patrols of {value} count"),
    "max_delegated": ("每周委托最多计{value}次", "at most {value} delegated a week"),
    "max_per_day": ("每天最多计{value}次", "at most {value} a day"),
    "min_gap_hours": ("两次间隔不少于{value}小时", "at least {value} hours apart"),
    "min_minutes": ("每次不少于{value}分钟", "at least {value} minutes each"),
    "min_metres": ("每次不少于{value}米", "at least {value} metres each"),
    "require_photo": ("每次须有照片", "a photo required"),
    "backfill_days": (
        "发生{value}天后补录须经批准方计入",
        "late entries count within {value} days, later only by approval",
    ),
    "exempt_reasons": ("仅限以下事由免巡：{value}", "exempt only for: {value}"),
    "partial_full": ("不足一周仍按整周应巡", "a week in part requires the full number"),
    "partial_waive": ("不足一周不作要求", "a week in part requires nothing"),
    "slack_days": ("预警提前{value}天", "at risk with {value} days to spare"),
    "months": ("仅限{value}月执行", "in force only in month {value}"),
    "reason_leave": ("请假", "leave"),
    "reason_sick": ("病假", "sick leave"),
    "reason_business": ("公务", "business"),
    "reason_emergency": ("应急", "emergency"),
    "reason_weather": ("天气", "weather"),
    "reason_closure": ("封闭", "closure"),
    "reason_other": ("其他", "other"),
    # what does not count, and why
    "no_post": (
        "非{here}{chief}且无委托记录",
        "not by the {chief} of {here} or a recorded delegate",
    ),
    "late": ("逾期补录且未经批准", "entered too late without an approver"),
    "too_short": ("时长不足", "too short"),
    "too_little_way": ("里程不足", "too little way"),
    "no_photo": ("无照片", "without a photo"),
    "over_limit": ("超出计次上限", "over the limit of what counts"),
}
"""Every sentence: what it says in Chinese, and in English."""
