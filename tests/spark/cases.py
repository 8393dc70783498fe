# SPDX-License-Identifier: GPL-3.0-or-later
"""What the queries are asked: parameter sets as the command line takes them."""
import configparser
import itertools

SUBSCRIPTIONS = [f"a0XSAMPLE{number:06}" for number in range(1, 11)]
TAMARIND = ",".join(SUBSCRIPTIONS[7:])
ALL = ",".join(SUBSCRIPTIONS)

# Halden with the subscription that has a fault when asked for alone, a filler.
SELECTIONS = SUBSCRIPTIONS + [
    TAMARIND,
    ALL,
    "a0XSAMPLE000001,a0XSAMPLE000002",
    "a0XSAMPLE000004,a0XSAMPLE000003",
    "a0XSAMPLE000101",
]

TEAMS = [f"{number}" for number in range(40001, 40010)] + [
    "41001", "49999", "40001,41001", "40008,40009", "41001,40005,49999,40003", "7",
]

# In any case, with and without what ASCII lacks; what SQL, LIKE and patterns give a meaning.
SEARCHES = [
    "", "Halden", "hALDEN f", "tamarind", "Żółw", "żÓŁW", "ZESPÓŁ", "ó", "ł", "Ł", "–", "&", "'",
    '"', "O'Brien", "a'b\"c", "%", "_", "\\", "\\n", ":q", ";", "--", " ", "S.A.", "no such name",
    "emoji 🙂", "İ",
]

BOTH = ("true", "false")
LIMITS = ("1", "3", "1000")
MONTHS = ("1", "2", "6", "12", "60")


def each(**choices):
    """Every combination of the choices."""
    for values in itertools.product(*choices.values()):
        yield dict(zip(choices, values))


def accounts():
    return [f"001SAMPLE{number:06}" for number in range(1, 11)] + ["001SAMPLE000101",
                                                                   "001SAMPLE009999"]


def monthly():
    return list(each(subscription_ids=SELECTIONS, include_current_month=BOTH))


CASES = {
    "subscriptions": [{}],
    "teams_search": list(each(q=SEARCHES)) + list(each(q=("", "e"), limit=LIMITS)),
    "team_subscription": [{"team_id": team} for team in TEAMS if "," not in team],
    "teams_bulk": [{"team_ids": teams} for teams in TEAMS],
    "mau": monthly(),
    "model_spend": monthly(),
    "active_users": monthly(),
    "feature_adoption": monthly(),
    "feature_adoption_pct": monthly(),
    "top_users": list(each(subscription_ids=SELECTIONS)) +
                 list(each(subscription_ids=(TAMARIND, ALL), limit=LIMITS)),
    "monthly_spend": monthly(),
    "overage": list(each(subscription_ids=SELECTIONS)),
    "true_ups": list(each(subscription_ids=SELECTIONS)),
    "depth_of_usage": list(each(team_ids=TEAMS)) +
                      list(each(team_ids=("40001,41001", "40002", "40006"), months=MONTHS,
                                include_current_month=BOTH)),
    "accounts_search": list(each(q=SEARCHES)) + list(each(q=("", "e"), limit=LIMITS)),
    "account_opportunities": list(each(account_id=accounts())),
}


class Faults:
    """Faults of a result, which no SQL can return: what they touch is not compared."""

    def __init__(self, path):
        self.faults = configparser.ConfigParser(interpolation=None)
        with open(path, encoding="utf-8") as file:
            self.faults.read_file(file)

    def find(self, query, parameters):
        """The name of the fault that the sample source applies, or None."""
        for name in self.faults.sections():
            fault = self.faults[name]
            if (fault["query"], fault["subscription"]) == (query,
                                                           parameters.get("subscription_ids")):
                return name
        return None
