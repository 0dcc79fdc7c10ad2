"""How updates come in: committed to the inbox first, then handled chat by chat."""

from bot.intake.intake import Intake
from bot.intake.lanes import Lanes
from bot.intake.polling import Polling
from bot.intake.webhook import Webhook

__all__ = ["Intake", "Lanes", "Polling", "Webhook"]
