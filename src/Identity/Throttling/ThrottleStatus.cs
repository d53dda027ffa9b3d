namespace Sekisho.Identity.Throttling;

/// <summary>Whether a login may be tried.</summary>
public enum ThrottleStatus
{
    /// <summary>Try it, then report the result.</summary>
    Allowed,

    /// <summary>Not now: not before the moment in <see cref="ThrottleDecision.Until"/>. Nothing is checked, nothing counted.</summary>
    Delayed,

    /// <summary>Not at all for now: this network has tried so much that it is refused until the moment in <see cref="ThrottleDecision.Until"/>. Devices and networks that are known to their account are not concerned.</summary>
    Refused,
}
