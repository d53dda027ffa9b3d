using Sekisho.Inspect.Qr;
using Sekisho.Testing.Fuzzing;

namespace Sekisho.Fuzz.Targets;

/// <summary>Modules and bytes of codes: any of them are decoded or refused.</summary>
public sealed class InspectCodesTarget : IFuzzTarget
{
    public string Name => "inspect-codes";

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        [0, 0x41, 0x46, 0x87, 0x47, 0x47, 0x07, 0x33, 0xA2, 0xF2, 0xF6, 0x50, .. new byte[20]],
        [6, 0x20, 0x2B, 0x0B, 0x78, 0xCC, .. new byte[100]],
        [26, 0x73, 0x11, 0x22, 0x33, 0x44, .. Enumerable.Range(0, 255).Select(i => (byte)i)],
        [39, 0x80, 0x3D, 0x9F, .. Enumerable.Range(0, 255).Select(i => (byte)(i * 7))],
    ];

    public void Run(byte[] input)
    {
        if (input.Length == 0) return;
        var version = (input[0] % 40) + 1;
        SegmentReader.Read(input.AsSpan(1), version);
        var grid = new ModuleGrid((version * 4) + 17);
        for (var i = 0; i < grid.Size * grid.Size; i++) grid[i % grid.Size, i / grid.Size] = input[1 + (i / 8 % Math.Max(1, input.Length - 1)) < input.Length ? 1 + (i / 8 % Math.Max(1, input.Length - 1)) : 0] >> (i & 7) & 1;
        SymbolDecoder.Decode(grid);
        byte[] block = [.. input.AsSpan(0, Math.Min(input.Length, 255))];
        foreach (var check in (int[])[7, 17, 30])
            if (block.Length > check)
                ReedSolomon.Correct(block, check);
    }
}
