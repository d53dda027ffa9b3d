namespace Sekisho.Roles.Calls.Client;

/// <summary>
/// Until when a connection may be used: without limit between calls, until a deadline during one, and never again once its time is
/// over or it is closed. All of that is one word, and every step from one to the next is one atomic exchange of it: "its time is
/// over" and "it is given back for the next call" can therefore never both be true of one call. Were they, a timer that comes late
/// would close the connection under the next call.
/// </summary>
internal sealed class CallTime(TimeProvider clock)
{
    private const long Unlimited = long.MaxValue;
    private const long Over = long.MinValue;
    private const long Closed = long.MinValue + 1;

    /// <summary>The clock's timestamp at which the time is over, or one of the three above. Over and closed are final.</summary>
    private long _state = Unlimited;

    /// <summary>Whether the time was over before it was closed.</summary>
    public bool IsOver => Volatile.Read(ref _state) == Over;

    /// <summary>Sets the deadline, from now; does nothing when over or closed.</summary>
    /// <returns>Whether it is still open.</returns>
    public bool Limit(TimeSpan patience) => Set(clock.GetTimestamp() + (long)(patience.TotalSeconds * clock.TimestampFrequency));

    /// <summary>Takes the deadline away: from here on the time of this call cannot end any more. Does nothing when over or closed.</summary>
    /// <returns>Whether it is still open.</returns>
    public bool Unlimit() => Set(Unlimited);

    /// <summary>Ends the time if the deadline has come: the caller that is told so, and only that one, frees the connection.</summary>
    /// <param name="left">How long it is until then; null when there is no deadline or nothing is left to end.</param>
    /// <returns>Whether this very step has ended it.</returns>
    public bool TryEnd(out TimeSpan? left)
    {
        while (true)
        {
            left = null;
            var seen = Volatile.Read(ref _state);
            if (seen is Over or Closed or Unlimited) return false;
            var rest = seen - clock.GetTimestamp();
            if (rest > 0)
            {
                left = TimeSpan.FromSeconds((double)rest / clock.TimestampFrequency);
                return false;
            }

            // Between the look at the clock and here the call may have ended, and the next one begun: then look again.
            if (Interlocked.CompareExchange(ref _state, Over, seen) == seen) return true;
        }
    }

    /// <summary>Closes it: the caller that is told so, and only that one, frees the connection.</summary>
    /// <returns>False when it was over or closed before.</returns>
    public bool TryClose() => Set(Closed);

    private bool Set(long next)
    {
        while (true)
        {
            var seen = Volatile.Read(ref _state);
            if (seen is Over or Closed) return false;
            if (Interlocked.CompareExchange(ref _state, next, seen) == seen) return true;
        }
    }
}
