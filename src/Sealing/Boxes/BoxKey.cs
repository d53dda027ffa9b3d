using Sekisho.Sealing.Secrets;

namespace Sekisho.Sealing.Boxes;

/// <summary>What opens one box and no other: 32 bytes, wiped on <see cref="Dispose"/>.</summary>
public sealed class BoxKey : IDisposable
{
    /// <summary>How many bytes.</summary>
    public const int Length = 32;

    private readonly SecretBytes _secret;

    internal BoxKey(SecretBytes secret) => _secret = secret;

    /// <summary>The bytes, as the vault's answer carries them.</summary>
    public ReadOnlySpan<byte> Span => _secret.Span;

    /// <summary>Takes the key from an answer; wiping <paramref name="bytes"/> is the caller's. Null for anything but 32 bytes.</summary>
    public static BoxKey? TryRead(ReadOnlySpan<byte> bytes) => bytes.Length == Length ? new BoxKey(SecretBytes.Copy(bytes)) : null;

    /// <summary>Wipes the key.</summary>
    public void Dispose() => _secret.Dispose();
}
