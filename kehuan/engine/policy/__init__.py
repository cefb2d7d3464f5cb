"""The policy document: one Pydantic model a section, one YAML text a version."""

from kehuan.engine.policy.adjustment import Adjustment
from kehuan.engine.policy.document import Document
from kehuan.engine.policy.grading import Grading
from kehuan.engine.policy.groups import Groups
from kehuan.engine.policy.information import Information
from kehuan.engine.policy.performance import Performance
from kehuan.engine.policy.service import Service
from kehuan.engine.policy.types import Section


class Policy(Section):
    """One version of the policy, read and checked; `kehuan.engine.policy.text.read_policy` makes it."""

    document: Document
    grading: Grading
    adjustment: Adjustment = Adjustment()
    groups: Groups = Groups()
    service: Service = Service()
    performance: Performance = Performance()
    information: Information = Information()
