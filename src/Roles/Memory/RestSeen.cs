namespace Sekisho.Roles.Memory;

/// <summary>Tells from the processor time of a process whether it rests after work.</summary>
internal sealed class RestSeen
{
    /// <summary>What a resting process may use between two looks: questions for its health, timers. 2 % of one core.</summary>
    internal static readonly TimeSpan MostAtRest = RestingMemory.Interval / 50;

    /// <summary>Less than this is no work after which memory is worth collecting.</summary>
    internal static readonly TimeSpan LeastWork = TimeSpan.FromMilliseconds(250);

    private TimeSpan _lastLook;
    private TimeSpan _lastGiven;

    /// <summary>Whether now is the time to give memory back.</summary>
    /// <param name="used">The processor time of the process until now.</param>
    public bool IsTime(TimeSpan used)
    {
        var sinceLook = used - _lastLook;
        _lastLook = used;
        return sinceLook <= MostAtRest && used - _lastGiven >= LeastWork;
    }

    /// <summary>Notes that it was given back.</summary>
    /// <param name="used">The processor time of the process afterwards.</param>
    public void Given(TimeSpan used) => _lastLook = _lastGiven = used;
}
