using System.Net;

namespace Sekisho.Identity.Throttling;

/// <summary>Somebody who tries to log in.</summary>
public sealed record LoginAttempt
{
    /// <summary>The account's identifier, or what was typed for an unknown one: both are counted alike, so that nobody learns who exists. Any length; only its keyed hash is kept.</summary>
    public required string Account { get; init; }

    /// <summary>Where it comes from.</summary>
    public required IPAddress Address { get; init; }

    /// <summary>The number of a device that has shown (<see cref="DeviceTokens"/>) that it has logged in to this very account before; null for none.</summary>
    public ulong? KnownDevice { get; init; }
}
