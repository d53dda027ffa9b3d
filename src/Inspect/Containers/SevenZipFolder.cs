using Sekisho.Inspect.Containers.Filters;
using Sekisho.Inspect.Containers.Locks;
using Sekisho.Inspect.Containers.Lz4;
using Sekisho.Inspect.Containers.Zstd;

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

    /// <summary>The checksum of what comes out at the end; null where there is none.</summary>
    public uint? Crc { get; set; }

    /// <summary>How it is encrypted; null where it is not, or the settings are damaged.</summary>
    public SevenZipKey? AesSettings => Coders.Find(coder => coder.Method == AesMethod) is { } coder ? SevenZipKey.Read(coder.Properties) : null;

    /// <summary>It is not packed, only encrypted or not even that.</summary>
    public bool IsStored => Coders.TrueForAll(coder => coder.Method is AesMethod or "00");

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

    /// <summary>
    /// The unpacked content where its methods work one behind the other and all of them are read here: copy, LZMA, LZMA2, deflate,
    /// bzip2, Zstandard, LZ4, AES, Delta and the filters for programs of x86 and ARM; null otherwise.
    /// </summary>
    /// <param name="packed">Its bytes in the file.</param>
    /// <param name="maxBytes">The most that is unpacked.</param>
    /// <param name="decrypt">Decrypts; gives null where no word is known.</param>
    public ReadOnlyMemory<byte>? Unpack(ReadOnlyMemory<byte> packed, long maxBytes, Func<SevenZipKey, ReadOnlyMemory<byte>, ReadOnlyMemory<byte>?>? decrypt = null)
    {
        if (PackedStreams != 1 || Coders.Count > Sizes.Count) return null;
        ReadOnlyMemory<byte>? content = packed;
        var next = Enumerable.Range(0, Coders.Count).FirstOrDefault(i => !Bindings.Exists(binding => binding.Input == i));
        for (var step = 0; step < Coders.Count && content is { } input; step++)
        {
            content = Apply(Coders[next], input, Math.Min(maxBytes, Sizes[next]), decrypt);
            if (step == Coders.Count - 1) break;
            var binding = Bindings.FindIndex(binding => binding.Output == next);
            if (binding < 0 || Bindings[binding].Input is not (>= 0 and < 8) || Bindings[binding].Input >= Coders.Count) return null;
            next = (int)Bindings[binding].Input;
        }

        return content;
    }

    private static ReadOnlyMemory<byte>? Apply(SevenZipCoder coder, ReadOnlyMemory<byte> input, long maxBytes, Func<SevenZipKey, ReadOnlyMemory<byte>, ReadOnlyMemory<byte>?>? decrypt)
    {
        switch (coder.Method)
        {
            case AesMethod: return decrypt is not null && SevenZipKey.Read(coder.Properties) is { } settings ? decrypt(settings, input) : null;
            case "00": return input[..(int)Math.Min(input.Length, maxBytes)];
            case "030101" when coder.Properties.Length >= 1: return LzmaDecoder.DecodeRaw(input.Span, coder.Properties[0], maxBytes);
            case "040108": return Inflating.Deflate(input, maxBytes);
            case "040202": return Bzip2Decoder.Decode(input.Span, maxBytes);
            case "04F71101": return ZstdDecoder.Decode(input.Span, maxBytes, () => true, out _);
            case "04F71104": return Lz4Decoder.Decode(input.Span, maxBytes, out _);
            case "21":
                var decoder = new LzmaDecoder(maxBytes);
                XzDecoder.DecodeLzma2(input.Span, ref decoder);
                return decoder.Give();
            default: return ProgramFilter.Of(coder.Method, coder.Properties) is { } filter ? filter.Undo(input[..(int)Math.Min(input.Length, maxBytes)]) : null;
        }
    }
}
