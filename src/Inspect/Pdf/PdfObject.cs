namespace Sekisho.Inspect.Pdf;

/// <summary>One object as it stands in the file; an update may give the same number again.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Value">Its value; for a stream the dictionary in front of it.</param>
/// <param name="Data">The packed bytes of a stream; null for none.</param>
internal sealed record PdfObject(int Number, PdfValue Value, ReadOnlyMemory<byte>? Data)
{
    /// <summary>The bytes of the value, as they are written.</summary>
    public ReadOnlyMemory<byte> Raw { get; init; }

    /// <summary>Where it stands in the file; for a packed one where its stream does. The later of two with one number is the newer.</summary>
    public int Position { get; init; }
}
