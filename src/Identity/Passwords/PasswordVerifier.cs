using System.Buffers.Text;
using System.Globalization;

namespace Sekisho.Identity.Passwords;

/// <summary>
/// What is kept instead of a password: HMAC-SHA256, under a pepper key that lies elsewhere, of the account's identifier
/// and of PBKDF2-HMAC-SHA512 of the password. A copy of the records alone does not even allow guessing; a record copied
/// to another account fits no password there.
/// </summary>
public sealed class PasswordVerifier
{
    /// <summary>The length of <see cref="Hash"/>, in bytes.</summary>
    public const int HashBytes = 32;

    /// <summary>The longest record, in characters; a longer one is not read.</summary>
    public const int LongestText = 256;

    private const string Scheme = "$pbkdf2-sha512+hmac-sha256";

    internal PasswordVerifier(int iterations, uint pepperId, byte[] salt, byte[] hash)
    {
        Iterations = iterations;
        PepperId = pepperId;
        Salt = salt;
        Hash = hash;
    }

    /// <summary>Iterations of PBKDF2.</summary>
    public int Iterations { get; }

    /// <summary>The number of the pepper key.</summary>
    public uint PepperId { get; }

    internal byte[] Salt { get; }

    internal byte[] Hash { get; }

    /// <summary>Reads a record: <c>$pbkdf2-sha512+hmac-sha256$i=ITERATIONS,p=PEPPER$SALT$HASH</c>, base64url without padding.</summary>
    /// <returns>False for anything else.</returns>
    public static bool TryParse(string? text, out PasswordVerifier? verifier)
    {
        verifier = null;
        if (text is null || text.Length > LongestText || !text.StartsWith(Scheme, StringComparison.Ordinal)) return false;
        var parts = text[Scheme.Length..].Split('$');
        if (parts is not ["", var numbers, var saltText, var hashText]) return false;
        if (numbers.Split(',') is not [['i', '=', .. var iterationsText], ['p', '=', .. var pepperText]]) return false;
        if (!int.TryParse(iterationsText, NumberStyles.None, CultureInfo.InvariantCulture, out var iterations)) return false;
        if (iterations is < 1 or > PasswordParameters.MostIterations) return false;
        if (!uint.TryParse(pepperText, NumberStyles.None, CultureInfo.InvariantCulture, out var pepperId)) return false;
        if (Decode(saltText) is not { Length: >= PasswordParameters.LeastSaltBytes and <= PasswordParameters.MostSaltBytes } salt) return false;
        if (Decode(hashText) is not { Length: HashBytes } hash) return false;
        verifier = new PasswordVerifier(iterations, pepperId, salt, hash);
        return true;
    }

    /// <summary>The record to store: the form that <see cref="TryParse"/> reads.</summary>
    public string ToText() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Scheme}$i={Iterations},p={PepperId}${Base64Url.EncodeToString(Salt)}${Base64Url.EncodeToString(Hash)}");

    /// <summary>Names the type only: a verifier is never written to a log.</summary>
    public override string ToString() => nameof(PasswordVerifier);

    private static byte[]? Decode(string text) =>
        Base64Url.IsValid(text) && !text.AsSpan().ContainsAny(" \t\r\n=") ? Base64Url.DecodeFromChars(text) : null;
}
