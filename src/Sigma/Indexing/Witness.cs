namespace Sekisho.Sigma.Indexing;

/// <summary>
/// Something simple that an event must have before a rule can fire over it. Bytes are folded. A field of -1 means any
/// value of the event.
/// </summary>
internal sealed record Witness(int Field, WitnessKind Kind, string Bytes, double Number)
{
    /// <summary>Bytes as text of one character each: records compare text by content.</summary>
    public static Witness Of(int field, WitnessKind kind, ReadOnlySpan<byte> bytes) => new(field, kind, System.Text.Encoding.Latin1.GetString(bytes), 0);

    public byte[] ToBytes() => System.Text.Encoding.Latin1.GetBytes(Bytes);
}
