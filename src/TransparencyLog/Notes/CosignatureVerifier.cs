using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Sekisho.Kernel.Cryptography;

namespace Sekisho.TransparencyLog.Notes;

/// <summary>Verifies a witness's cosignatures (C2SP tlog-cosignature, cosignature/v1).</summary>
internal sealed class CosignatureVerifier(NoteKey key, IEd25519 ed25519) : INoteVerifier
{
    /// <summary>The time before the signature: seconds since 1970 as eight bytes, big-endian.</summary>
    public const int TimeBytes = 8;

    public string Name => key.Name;

    public uint KeyId => key.KeyId;

    public bool Verify(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != TimeBytes + Ed25519Sizes.SignatureBytes) return false;
        var seconds = BinaryPrimitives.ReadInt64BigEndian(signature);
        return seconds >= 0 && ed25519.Verify(key.PublicKey.Span, Message(seconds, text), signature[TimeBytes..]);
    }

    /// <summary>What is signed: two lines before the checkpoint's text.</summary>
    public static byte[] Message(long seconds, ReadOnlySpan<byte> text) =>
        [.. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"cosignature/v1\ntime {seconds}\n")), .. text];
}
