using System.Runtime.InteropServices;
using Sekisho.TransparencyLog.Tiles;

namespace Sekisho.Ledger.Publishing;

/// <summary>A tile or bundle that is to be written.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TileFile(TilePath Tile, ReadOnlyMemory<byte> Content)
{
    public ReadOnlySpan<byte> Bytes => Content.Span;
}
