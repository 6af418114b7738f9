"""The names of agents at an Asterisk: a queue member's interface, and the channels that are its phone."""

from __future__ import annotations


def extension_of(agent: str) -> str:
    """Return the extension in a line's name of an agent: 8001 of ``Local/8001@agents/n``, ``PJSIP/8001``."""
    return agent.partition("/")[2].partition("@")[0].partition("-")[0] or agent


def pair_of(channel: str) -> str:
    """Return the name that both halves of a Local pair share; of any other channel its own."""
    return channel.rpartition(";")[0] or channel


def device_of(channel: str) -> str:
    """Return the device of a channel: ``PJSIP/2001`` of ``PJSIP/2001-0000001e``."""
    return pair_of(channel).rpartition("-")[0] or channel


class Members:
    """The queue members that were heard of."""

    def __init__(self) -> None:
        self._interfaces: dict[str, str] = {}  # by device

    def hear(self, interface: str) -> None:
        if interface:
            self._interfaces[interface.removesuffix("/n")] = interface

    def named(self, agent: str) -> str:
        """Return the interface of an agent who is named by it, or by the extension alone."""
        return agent if "/" in agent or not agent else self.known(agent) or f"PJSIP/{agent}"

    def known(self, extension: str) -> str:
        """Return the interface at an extension; empty where none was heard of."""
        return next((each for each in self._interfaces.values() if extension_of(each) == extension), "")

    def at(self, channel: str) -> str:
        """Return the interface of the member whose channel this is; empty for any other."""
        return self._interfaces.get(device_of(channel), "")

    def name(self, channel: str) -> str:
        """Return what to call who is at a channel: the member's interface, else the device."""
        return self.at(channel) or device_of(channel)
