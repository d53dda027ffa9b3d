namespace Sekisho.Identity.OneTimeCodes;

/// <summary>How codes are made; the app and we must have the same.</summary>
public sealed record TotpParameters
{
    private readonly int _digits = 6;
    private readonly int _stepSeconds = 30;
    private readonly int _window = 1;

    /// <summary>The hash.</summary>
    public TotpAlgorithm Algorithm { get; init; } = TotpAlgorithm.Sha1;

    /// <summary>6 or 8 digits.</summary>
    public int Digits
    {
        get => _digits;
        init => _digits = value is 6 or 8 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A code has 6 or 8 digits.");
    }

    /// <summary>How long a code is the current one, 15 to 120 seconds.</summary>
    public int StepSeconds
    {
        get => _stepSeconds;
        init => _stepSeconds = value is >= 15 and <= 120 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A step has 15 to 120 seconds.");
    }

    /// <summary>How many steps before and after the current one are taken too (RFC 6238 §5.2), 0 to 2: each makes guessing easier.</summary>
    public int Window
    {
        get => _window;
        init => _window = value is >= 0 and <= 2 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A window has 0 to 2 steps.");
    }
}
