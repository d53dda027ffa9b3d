namespace Sekisho.Identity.Passwords;

/// <summary>How new password verifiers are made. Raising a value upgrades each verifier when its owner logs in next.</summary>
public sealed record PasswordParameters
{
    /// <summary>Iterations that are advised today: about 80 ms of one core.</summary>
    public const int AdvisedIterations = 210_000;

    /// <summary>More is refused, in settings and in records: a forged record would make one login cost minutes.</summary>
    public const int MostIterations = 5_000_000;

    /// <summary>The fewest bytes of a salt.</summary>
    public const int LeastSaltBytes = 16;

    /// <summary>The most bytes of a salt: more adds nothing.</summary>
    public const int MostSaltBytes = 64;

    private readonly int _iterations = AdvisedIterations;
    private readonly int _saltBytes = LeastSaltBytes;

    /// <summary>Iterations of PBKDF2-HMAC-SHA512 (RFC 8018 §5.2), 1 to <see cref="MostIterations"/>.</summary>
    public int Iterations
    {
        get => _iterations;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, MostIterations);
            _iterations = value;
        }
    }

    /// <summary>Random bytes of each salt, <see cref="LeastSaltBytes"/> to <see cref="MostSaltBytes"/>.</summary>
    public int SaltBytes
    {
        get => _saltBytes;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, LeastSaltBytes);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, MostSaltBytes);
            _saltBytes = value;
        }
    }
}
