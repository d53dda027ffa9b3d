namespace Sekisho.Identity.Passkeys;

/// <summary>What comes with a new credential (WebAuthn level 3 §6.5): authenticator data, and a statement about the authenticator, which is read over and not trusted.</summary>
/// <param name="Format">The format of the statement, such as "none" or "packed".</param>
/// <param name="Data">The authenticator data.</param>
internal sealed record AttestationObject(string Format, AuthenticatorData Data)
{
    /// <summary>Longer objects are refused; certificates of statements take some KB.</summary>
    public const int LongestBytes = 32 * 1024;

    /// <summary>The longest name of a format (§8.1).</summary>
    public const int LongestFormat = 32;

    /// <returns>Null for anything that is not an attestation object to its last byte.</returns>
    public static AttestationObject? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > LongestBytes) return null;
        var reader = new CborReader(bytes);
        if (!reader.TryReadMap(out var pairs)) return null;
        string? format = null;
        AuthenticatorData? data = null;
        var hasStatement = false;
        for (var i = 0; i < pairs; i++)
        {
            if (!reader.TryReadText(out var name)) return null;
            switch (name)
            {
                case "fmt" when format is null:
                    if (!reader.TryReadText(out format) || format.Length is 0 or > LongestFormat) return null;
                    break;
                case "authData" when data is null:
                    if (!reader.TryReadBytes(out var inner) || (data = AuthenticatorData.Read(inner)) is null) return null;
                    break;
                case "attStmt" when !hasStatement:
                    if (reader.NextType != 5 || !reader.TrySkip()) return null;
                    hasStatement = true;
                    break;
                // A name twice; or one that the standard may get later.
                case "fmt" or "authData" or "attStmt": return null;
                default:
                    if (!reader.TrySkip()) return null;
                    break;
            }
        }

        return reader.Position == bytes.Length && format is not null && data is not null && hasStatement ? new AttestationObject(format, data) : null;
    }
}
