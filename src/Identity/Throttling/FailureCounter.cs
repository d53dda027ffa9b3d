using System.Runtime.InteropServices;

namespace Sekisho.Identity.Throttling;

/// <summary>The failures of one key, and until when it waits.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct FailureCounter
{
    /// <summary>More failures than this beyond the free ones are not counted: the longest delay is reached long before.</summary>
    public const int MostCounted = 100;

    public int Failures;
    public long LastTicks;
    public long WaitUntilTicks;
    public int Children;

    /// <summary>Takes off what time has forgiven.</summary>
    public void Forgive(FailureLimit limit, long now)
    {
        var forgiven = (now - LastTicks) / Math.Max(1, limit.ForgivenEvery.Ticks);
        if (forgiven <= 0 || Failures == 0) return;
        Failures = (int)Math.Max(0, Failures - forgiven);
        LastTicks += forgiven * limit.ForgivenEvery.Ticks;
    }

    public void Fail(FailureLimit limit, long now)
    {
        Forgive(limit, now);
        if (Failures < limit.Free + MostCounted) Failures++;
        WaitUntilTicks = Math.Max(WaitUntilTicks, now + limit.DelayAfter(Failures).Ticks);
        // Forgiving begins when the wait is over: who tries again at each first chance is never forgiven anything.
        LastTicks = Math.Max(now, WaitUntilTicks);
    }

    /// <summary>Takes one failure back that was none, and the wait it brought.</summary>
    public void Undo(FailureLimit limit, long at)
    {
        if (Failures == 0) return;
        if (WaitUntilTicks <= at + limit.DelayAfter(Failures).Ticks) WaitUntilTicks = at;
        LastTicks = Math.Min(LastTicks, Math.Max(at, WaitUntilTicks));
        Failures--;
    }

    public void Clear()
    {
        Failures = 0;
        WaitUntilTicks = 0;
    }

    /// <summary>Nothing would change if it were forgotten.</summary>
    public readonly bool IsSpent(FailureLimit limit, long now) =>
        Children <= 0 && now >= WaitUntilTicks && (now - LastTicks) / Math.Max(1, limit.ForgivenEvery.Ticks) >= Failures;
}
