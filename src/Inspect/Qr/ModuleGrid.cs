namespace Sekisho.Inspect.Qr;

/// <summary>The modules of a code: 1 for dark.</summary>
internal sealed class ModuleGrid(int size)
{
    private readonly byte[] _modules = new byte[size * size];

    /// <summary>Modules in a row.</summary>
    public int Size => size;

    public int this[int x, int y]
    {
        get => _modules[(y * size) + x];
        set => _modules[(y * size) + x] = (byte)value;
    }

    /// <summary>Rows and columns changed over: a code seen from behind.</summary>
    public ModuleGrid Mirror()
    {
        var grid = new ModuleGrid(size);
        for (var y = 0; y < size; y++)
            for (var x = 0; x < size; x++)
                grid[y, x] = this[x, y];
        return grid;
    }
}
