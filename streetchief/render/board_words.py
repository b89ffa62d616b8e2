"""What the kinds of boards are called.

Convention: words are marked here and translated where they are shown.
"""

from __future__ import annotations

from streetchief.domain.boards import CHART, CONTESTS, DUTIES, ORG, PROJECTS, RULES, SIGN
from streetchief.locale.text import N_

KIND_WORDS = {
    ORG: N_("organisation"),
    DUTIES: N_("duties"),
    RULES: N_("rules"),
    PROJECTS: N_("projects"),
    CONTESTS: N_("contests"),
    SIGN: N_("street's sign"),
    CHART: N_("wall chart"),
}
