using System.Runtime.InteropServices;

namespace Sekisho.Identity.Throttling;

/// <summary>Whether a login may be tried. The failure is counted at once, so that a thousand tries at the same moment do not count as one; <see cref="LoginThrottle.Succeeded"/> and <see cref="LoginThrottle.Abandoned"/> take it back.</summary>
/// <param name="Status">Allowed, or why not.</param>
/// <param name="Lane">Whose allowance it uses.</param>
/// <param name="Until">When it may be tried again; the time of the attempt when allowed.</param>
/// <param name="Alarm">What is worth telling, at the moment it begins; None otherwise.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ThrottleDecision(ThrottleStatus Status, ThrottleLane Lane, DateTimeOffset Until, ThrottleAlarm Alarm)
{
    /// <summary>It may be tried.</summary>
    public bool IsAllowed => Status == ThrottleStatus.Allowed;
}
