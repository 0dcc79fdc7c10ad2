"""Methods by which a bot learns: who it is, what has happened, what a file holds."""

from bot.playground import objects
from bot.playground.errors import bad_request
from bot.playground.files import LARGEST_DOWNLOAD
from bot.playground.model import Json
from bot.playground.parameters import Parameters
from bot.playground.world import BOT, World


def get_me(world: World, _: Parameters) -> Json:
    """The bot itself."""
    return objects.me(world.people[BOT.id])


async def get_updates(world: World, p: Parameters) -> list[Json]:
    """Updates from an offset on; waits up to `timeout` seconds for the first."""
    allowed = p.json("allowed_updates")
    if allowed is not None and not isinstance(allowed, list):
        raise bad_request("can't parse allowed_updates JSON object")
    limit = p.integer("limit", 100)
    return await world.updates.poll(
        p.integer("offset"), limit if 1 <= limit <= 100 else 100, max(0.0, p.number("timeout")), allowed
    )


def delete_webhook(world: World, p: Parameters) -> bool:
    """There never is a webhook; what waits may be dropped."""
    if p.flag("drop_pending_updates"):
        world.updates.drop()
    return True


def set_webhook(world: World, p: Parameters) -> bool:
    """Refused, except for taking it away: the playground only hands out updates that are fetched."""
    if p.text("url"):
        raise bad_request("bad webhook: the playground sends nothing by itself; use getUpdates")
    return delete_webhook(world, p)


def get_webhook_info(world: World, _: Parameters) -> Json:
    """That there is no webhook, and how many updates wait."""
    return {"url": "", "has_custom_certificate": False, "pending_update_count": len(world.updates)}


def get_file(world: World, p: Parameters) -> Json:
    """Where a file can be downloaded."""
    file = world.files.get(p.required("file_id"))
    if file is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(file.content) > LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
    return objects.file(file)


METHODS = {
    "getMe": get_me,
    "getUpdates": get_updates,
    "deleteWebhook": delete_webhook,
    "setWebhook": set_webhook,
    "getWebhookInfo": get_webhook_info,
    "getFile": get_file,
}
