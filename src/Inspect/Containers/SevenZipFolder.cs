namespace Sekisho.Inspect.Containers;

/// <summary>One packed run of files in a 7z file: how it is packed, and how large its steps are.</summary>
internal sealed class SevenZipFolder
{
    private const string AesMethod = "06F10701";

    /// <summary>Its methods; with more than one, each works on what another gives.</summary>
    public List<SevenZipCoder> Coders { get; } = [];

    /// <summary>Which coder's input is which coder's output.</summary>
    public List<(long Input, long Output)> Bindings { get; } = [];

    /// <summary>The unpacked size of each coder's output.</summary>
    public List<long> Sizes { get; } = [];

    /// <summary>How many packed streams it takes.</summary>
    public int PackedStreams { get; set; } = 1;

    /// <summary>How many files it holds.</summary>
    public int Files { get; set; } = 1;

    /// <summary>It is encrypted (AES-256).</summary>
    public bool IsEncrypted => Coders.Exists(coder => coder.Method == AesMethod);

    /// <summary>The size of what comes out at the end: the output that no coder takes as input.</summary>
    public long Size
    {
        get
        {
            for (var i = 0; i < Sizes.Count; i++)
                if (!Bindings.Exists(binding => binding.Output == i))
                    return Sizes[i];
            return 0;
        }
    }

    /// <summary>The unpacked content where one method that is read here packs it: copy, LZMA, LZMA2 or deflate; null otherwise.</summary>
    public ReadOnlyMemory<byte>? Unpack(ReadOnlyMemory<byte> packed, long maxBytes)
    {
        if (Coders.Count != 1 || IsEncrypted) return null;
        var (method, properties) = (Coders[0].Method, Coders[0].Properties);
        maxBytes = Math.Min(maxBytes, Size);
        switch (method)
        {
            case "00": return packed[..(int)Math.Min(packed.Length, maxBytes)];
            case "030101" when properties.Length >= 1: return LzmaDecoder.DecodeRaw(packed.Span, properties[0], maxBytes);
            case "040108": return Inflating.Deflate(packed, maxBytes);
            case "21":
                var decoder = new LzmaDecoder(maxBytes);
                XzDecoder.DecodeLzma2(packed.Span, ref decoder);
                return decoder.Give();
            default: return null;
        }
    }
}
