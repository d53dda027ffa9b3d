using System.Globalization;

namespace Sekisho.Identity.OneTimeCodes;

/// <summary>The address that authenticator apps read from a QR code: <c>otpauth://totp/ISSUER:ACCOUNT?secret=…&amp;issuer=…&amp;algorithm=…&amp;digits=…&amp;period=…</c>. It holds the secret: shown once, never logged.</summary>
public static class OtpauthUri
{
    /// <summary>The longest issuer or account, in characters: a QR code must hold it.</summary>
    public const int LongestLabel = 255;

    /// <summary>Makes the address.</summary>
    /// <param name="issuer">The service, as people know it.</param>
    /// <param name="account">The account's address.</param>
    /// <param name="secret">The secret.</param>
    /// <param name="parameters">How codes are made.</param>
    public static string Make(string issuer, string account, ReadOnlySpan<byte> secret, TotpParameters parameters)
    {
        ArgumentException.ThrowIfNullOrEmpty(issuer);
        ArgumentException.ThrowIfNullOrEmpty(account);
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(issuer.Length, LongestLabel, nameof(issuer));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(account.Length, LongestLabel, nameof(account));
        // A colon divides the label: within a name it would change who is meant.
        var name = Uri.EscapeDataString(issuer.Replace(':', ' '));
        var algorithm = parameters.Algorithm switch { TotpAlgorithm.Sha256 => "SHA256", TotpAlgorithm.Sha512 => "SHA512", _ => "SHA1" };
        return string.Create(
            CultureInfo.InvariantCulture,
            $"otpauth://totp/{name}:{Uri.EscapeDataString(account.Replace(':', ' '))}?secret={Base32.Encode(secret)}&issuer={name}&algorithm={algorithm}&digits={parameters.Digits}&period={parameters.StepSeconds}");
    }
}
