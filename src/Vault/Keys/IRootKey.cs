using Sekisho.Sealing.Secrets;

namespace Sekisho.Vault.Keys;

/// <summary>The key at the top: wraps tenants' and system keys. One in hardware does so without ever coming out.</summary>
internal interface IRootKey : IDisposable
{
    /// <summary>Its public name: 32 hexadecimal digits.</summary>
    string Id { get; }

    /// <summary>Wraps a key.</summary>
    byte[] Wrap(string kind, long number, ReadOnlySpan<byte> key);

    /// <summary>Unwraps a key; null when it was wrapped by another root key, changed or moved.</summary>
    SecretBytes? Unwrap(string kind, long number, ReadOnlySpan<byte> wrapped);
}
