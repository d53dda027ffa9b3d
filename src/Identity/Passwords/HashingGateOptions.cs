namespace Sekisho.Identity.Passwords;

/// <summary>How many derivations may run and wait.</summary>
public sealed record HashingGateOptions
{
    private readonly int _atOnce = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>How many run at once, 1 or more: half the cores, so that a flood of logins leaves the other half for mail.</summary>
    public int AtOnce
    {
        get => _atOnce;
        init
        {
            // With none nobody could ever log in.
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            _atOnce = value;
        }
    }

    /// <summary>How many strangers wait; the next is refused at once. More than this would time out anyway.</summary>
    public int MostStrangersWaiting { get; init; } = 64;

    /// <summary>How many known ones wait: places of their own, which a flood of strangers cannot take.</summary>
    public int MostKnownWaiting { get; init; } = 256;

    /// <summary>How long somebody waits for a turn before being told "busy".</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(5);
}
