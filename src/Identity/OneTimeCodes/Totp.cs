using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Sekisho.Identity.OneTimeCodes;

/// <summary>Time-based one-time codes (RFC 6238 over RFC 4226), each good once.</summary>
public static class Totp
{
    /// <summary>The length of new secrets, in bytes (RFC 4226 §4 asks for 16 at least and 20 rather).</summary>
    public const int SecretBytes = 20;

    /// <summary>The shortest secret (RFC 4226 §4 R6).</summary>
    public const int LeastSecretBytes = 16;

    /// <summary>The longest secret: the block of HMAC-SHA-512; more is hashed first and adds nothing.</summary>
    public const int MostSecretBytes = 128;

    /// <summary>A new secret; sealed in the vault, shown once.</summary>
    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(SecretBytes);

    /// <summary>The step of a moment (RFC 6238 §4.2, T0 = 0).</summary>
    public static long StepAt(DateTimeOffset time, TotpParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return time.ToUnixTimeSeconds() / parameters.StepSeconds;
    }

    /// <summary>The code of a step (RFC 4226 §5.3).</summary>
    /// <exception cref="ArgumentException">The secret is too short or too long.</exception>
    public static string CodeOf(ReadOnlySpan<byte> secret, long step, TotpParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (secret.Length is < LeastSecretBytes or > MostSecretBytes) throw new ArgumentException($"A secret has {LeastSecretBytes} to {MostSecretBytes} bytes.", nameof(secret));
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[SHA512.HashSizeInBytes];
#pragma warning disable CA5350 // HMAC-SHA-1 is what the standard has and all apps know; its weaknesses do not touch HMAC.
        var length = parameters.Algorithm switch
        {
            TotpAlgorithm.Sha256 => HMACSHA256.HashData(secret, counter, hash),
            TotpAlgorithm.Sha512 => HMACSHA512.HashData(secret, counter, hash),
            _ => HMACSHA1.HashData(secret, counter, hash),
        };
#pragma warning restore CA5350
        var offset = hash[length - 1] & 0xF;
        var number = BinaryPrimitives.ReadUInt32BigEndian(hash[offset..]) & 0x7FFF_FFFF;
        CryptographicOperations.ZeroMemory(hash);
        return parameters.Digits == 8
            ? (number % 100_000_000).ToString("D8", CultureInfo.InvariantCulture)
            : (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>Checks a code against the current step and the window around it.</summary>
    /// <param name="secret">The account's secret.</param>
    /// <param name="code">What was typed; spaces are passed over.</param>
    /// <param name="now">The time.</param>
    /// <param name="lastStep">The step of the last code that was accepted; 0 when none was. An accepted code and all before it are never accepted again (RFC 6238 §5.2).</param>
    /// <param name="parameters">How codes are made.</param>
    public static TotpCheck Check(ReadOnlySpan<byte> secret, ReadOnlySpan<char> code, DateTimeOffset now, long lastStep, TotpParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        Span<char> digits = stackalloc char[8];
        if (!TryDigits(code, digits[..parameters.Digits])) return new TotpCheck(TotpStatus.Malformed);
        var current = StepAt(now, parameters);
        long found = -1;
        // All steps of the window, always: the time says nothing about which one fits.
        for (var step = Math.Max(0, current - parameters.Window); step <= current + parameters.Window; step++)
        {
            var right = CodeOf(secret, step, parameters);
            if (CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes(right.AsSpan()), MemoryMarshal.AsBytes(digits[..parameters.Digits]))) found = Math.Max(found, step);
        }

        if (found < 0) return new TotpCheck(TotpStatus.Wrong);
        return found > lastStep ? new TotpCheck(TotpStatus.Accepted, found) : new TotpCheck(TotpStatus.Replayed, found);
    }

    private static bool TryDigits(ReadOnlySpan<char> code, Span<char> digits)
    {
        // "123 456" is how apps show it; much more is no code.
        if (code.Length > digits.Length * 2) return false;
        var count = 0;
        foreach (var character in code)
        {
            if (character == ' ') continue;
            if (!char.IsAsciiDigit(character) || count == digits.Length) return false;
            digits[count++] = character;
        }

        return count == digits.Length;
    }
}
