namespace Sekisho.Inspect.Images;

/// <summary>One of the colours of a JPEG picture, in blocks of 8 × 8.</summary>
internal sealed class JpegComponent
{
    public required int Id { get; init; }

    /// <summary>How many blocks of it lie side by side in the smallest unit of the picture.</summary>
    public required int Across { get; init; }

    /// <summary>The same downwards.</summary>
    public required int Down { get; init; }

    public required int Table { get; init; }

    /// <summary>Its brightness is wanted; the others are read over.</summary>
    public bool IsKept { get; set; }

    /// <summary>Blocks in a row, those that fill up the last unit included.</summary>
    public int BlocksAcross { get; set; }

    public int BlocksDown { get; set; }

    /// <summary>Blocks in a row that belong to the picture, for scans of this colour alone.</summary>
    public int OwnAcross { get; set; }

    public int OwnDown { get; set; }

    /// <summary>64 numbers a block, for pictures that come in several scans.</summary>
    public short[] Coefficients { get; set; } = [];

    /// <summary>Eight times <see cref="BlocksAcross"/> in a row.</summary>
    public byte[] Pixels { get; set; } = [];

    public JpegHuffman? Dc { get; set; }

    public JpegHuffman? Ac { get; set; }

    /// <summary>The mean of the block before.</summary>
    public int Before { get; set; }
}
