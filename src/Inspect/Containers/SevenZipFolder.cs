using Sekisho.Inspect.Containers.Filters;
using Sekisho.Inspect.Containers.Locks;
using Sekisho.Inspect.Containers.Lz4;
using Sekisho.Inspect.Containers.Zstd;

namespace Sekisho.Inspect.Containers;

/// <summary>One packed run of files in a 7z file: how it is packed, and how large its steps are.</summary>
internal sealed class SevenZipFolder
{
    private const string AesMethod = "06F10701", SplitMethod = "0303011B";

    /// <summary>Its methods; with more than one, each works on what another gives.</summary>
    public List<SevenZipCoder> Coders { get; } = [];

    /// <summary>Which coder's input is which coder's output.</summary>
    public List<(long Input, long Output)> Bindings { get; } = [];

    /// <summary>The unpacked size of each coder's output.</summary>
    public List<long> Sizes { get; } = [];

    /// <summary>How many packed streams it takes.</summary>
    public int PackedStreams { get; set; } = 1;

    /// <summary>Which input each of them feeds, where there are several.</summary>
    public List<long> PackedInputs { get; } = [];

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
    /// The unpacked content where all its methods are read here: copy, LZMA, LZMA2, deflate, bzip2, Zstandard, LZ4, AES, Delta
    /// and the filters for programs of x86 and ARM; null otherwise.
    /// </summary>
    /// <param name="packed">Its streams in the file.</param>
    /// <param name="maxBytes">The most that is unpacked.</param>
    /// <param name="decrypt">Decrypts; gives null where no word is known.</param>
    /// <param name="budget">Charged with work; null where nothing is.</param>
    public ReadOnlyMemory<byte>? Unpack(IReadOnlyList<ReadOnlyMemory<byte>> packed, long maxBytes, Func<SevenZipKey, ReadOnlyMemory<byte>, ReadOnlyMemory<byte>?>? decrypt = null, UnpackBudget? budget = null)
    {
        if (packed.Count != PackedStreams || Coders.Count > Sizes.Count) return null;
        for (var last = 0; last < Coders.Count; last++)
            if (!Bindings.Exists(binding => binding.Output == last))
                return OutputOf(last, packed, maxBytes, decrypt, budget, Coders.Count);
        return null;
    }

    /// <summary>What a coder gives; its inputs are what others give, or streams of the file. As deep as there are coders: bindings may run in a circle.</summary>
    private ReadOnlyMemory<byte>? OutputOf(int coder, IReadOnlyList<ReadOnlyMemory<byte>> packed, long maxBytes, Func<SevenZipKey, ReadOnlyMemory<byte>, ReadOnlyMemory<byte>?>? decrypt, UnpackBudget? budget, int depth)
    {
        if (depth == 0) return null;
        var first = Coders.Take(coder).Sum(before => before.Inputs);
        var inputs = new ReadOnlyMemory<byte>[Coders[coder].Inputs];
        for (var i = 0; i < inputs.Length; i++)
        {
            ReadOnlyMemory<byte>? input = null;
            if (Bindings.FindIndex(binding => binding.Input == first + i) is >= 0 and var bound)
            {
                if (Bindings[bound].Output < Coders.Count) input = OutputOf((int)Bindings[bound].Output, packed, maxBytes, decrypt, budget, depth - 1);
            }
            else if (packed.Count == 1) input = packed[0];
            else if (PackedInputs.IndexOf(first + i) is >= 0 and var stream) input = packed[stream];

            if (input is not { } found) return null;
            inputs[i] = found;
        }

        if (inputs.Length == 1) return Apply(Coders[coder], inputs[0], Math.Min(maxBytes, Sizes[coder]), decrypt, budget);
        return inputs.Length == 4 && Coders[coder].Method == SplitMethod ? SplitCalls.Join(inputs[0].Span, inputs[1].Span, inputs[2].Span, inputs[3].Span, Math.Min(maxBytes, Sizes[coder])) : null;
    }

    private static ReadOnlyMemory<byte>? Apply(SevenZipCoder coder, ReadOnlyMemory<byte> input, long maxBytes, Func<SevenZipKey, ReadOnlyMemory<byte>, ReadOnlyMemory<byte>?>? decrypt, UnpackBudget? budget)
    {
        Func<long, bool>? work = budget is null ? null : budget.TakeWork;
        switch (coder.Method)
        {
            case AesMethod: return decrypt is not null && SevenZipKey.Read(coder.Properties) is { } settings ? decrypt(settings, input) : null;
            case "00": return input[..(int)Math.Min(input.Length, maxBytes)];
            case "030101" when coder.Properties.Length >= 1: return LzmaDecoder.DecodeRaw(input.Span, coder.Properties[0], maxBytes, work);
            case "040108": return Inflating.Deflate(input, maxBytes, work);
            case "040202": return Bzip2Decoder.Decode(input.Span, maxBytes, work);
            case "04F71101": return ZstdDecoder.Decode(input.Span, maxBytes, () => budget is null || budget.IsInTime(), out _, work);
            case "04F71104": return Lz4Decoder.Decode(input.Span, maxBytes, out _, work);
            case "21":
                var decoder = new LzmaDecoder(maxBytes, work);
                XzDecoder.DecodeLzma2(input.Span, ref decoder, work);
                return decoder.Give();
            default: return ProgramFilter.Of(coder.Method, coder.Properties) is { } filter ? filter.Undo(input[..(int)Math.Min(input.Length, maxBytes)]) : null;
        }
    }
}
