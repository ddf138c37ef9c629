"""The desk's front: how updates come in, and where can be seen how it is."""

from collections.abc import Awaitable, Callable
from functools import partial

from starlette.routing import Route

from bot.calendars import staff_hours
from bot.conversation.speaker import Speaker
from bot.conversation.texts import Texts
from bot.domain.clock import Clock
from bot.domain.vitals import Vitals
from bot.metrics import Metrics
from bot.settings import Settings
from bot.store.unit_of_work import Store
from bot.telegram.chores.storage import StorageWatch
from bot.telegram.client import DeskBot
from bot.telegram.intake import Intake
from bot.telegram.notices import Notices
from bot.telegram.pulse import Pulse
from bot.telegram.receive import Poller
from bot.telegram.rival import Rivals
from bot.telegram.supervise import Worker
from bot.telegram.web.health import Health
from bot.telegram.web.health_pages import health_page, pages, plain_app
from bot.telegram.web.ports import Ports
from bot.telegram.web.serving import serve
from bot.telegram.web.webhook import Webhook
from bot.telegram.web.webhook_setting import be_called, fetch
from bot.telegram.web.webhook_watch import WebhookWatch


class Front:
    """Polling or webhook, as the settings say.

    Attributes:
        pulse: what the workers say of themselves.
        metrics: what is counted.
        look: sees how the desk is; None before there are workers.
    """

    def __init__(self, settings: Settings, ports: Ports | None = None) -> None:
        self._settings = settings
        self._address = settings.webhook()
        self._ports = ports or Ports()
        self.pulse = Pulse()
        self.metrics = Metrics()
        self.look: Callable[[], Awaitable[Vitals]] | None = None

    async def subscribe(self, bot: DeskBot) -> None:
        """Tell Telegram how updates are to come, and count all calls from now on.

        Raises:
            DeskError: if Telegram refuses the address.
        """
        bot.watch(self.metrics.called)
        await (be_called(bot, self._address) if self._address else fetch(bot))

    def workers(
        self,
        *,
        bot: DeskBot,
        store: Store,
        clock: Clock,
        texts: Texts,
        arrived: Callable[[], None],
        queued: Callable[[], None],
    ) -> dict[str, Worker]:
        """Return the workers that bring updates in and show how the desk is.

        Args:
            bot: initialised.
            store: open.
            clock: tells the time.
            texts: what staff read of trouble.
            arrived: called once an update is durable.
            queued: called when there is something to send.
        """
        intake = Intake(store=store, clock=clock, arrived=arrived, pulse=self.pulse, metrics=self.metrics)
        health = self.health(store, clock)
        self.look = health.look
        speaker, language = Speaker(texts), self._settings.staff_language
        notices = Notices(store=store, speaker=speaker, language=language, clock=clock, queued=queued)
        workers: dict[str, Worker] = {"storage": StorageWatch(store=store, notices=notices, clock=clock).run}
        if self._address and self._ports.webhook:
            webhook = Webhook(secret=self._address.secret, intake=intake, metrics=self.metrics, clock=clock)
            app = plain_app(Route(self._address.path, webhook.answer, methods=["POST"]), health_page(health))
            workers["receive"] = partial(serve, app, self._ports.webhook)
            workers["webhook"] = WebhookWatch(
                bot=bot,
                url=self._address.url,
                store=store,
                speaker=speaker,
                language=language,
                pulse=self.pulse,
                clock=clock,
                queued=queued,
            ).run
        else:
            rivals = Rivals(notices=notices, pulse=self.pulse, clock=clock)
            workers["receive"] = Poller(bot=bot, intake=intake, rivals=rivals, clock=clock).run
        if self._ports.metrics:
            workers["metrics"] = partial(serve, pages(health, self.metrics), self._ports.metrics)
        return workers

    def health(self, store: Store, clock: Clock) -> Health:
        """Return who looks at how the desk is."""
        settings = self._settings
        return Health(
            store=store,
            clock=clock,
            pulse=self.pulse,
            polls=self._address is None,
            hours=staff_hours(settings.staff_hours, settings.staff_timezone, settings.staff_holidays),
            answer_within=settings.answer_within,
        )
