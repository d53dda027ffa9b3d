using System.Runtime.InteropServices;

namespace Sekisho.Events.Evtx;

/// <summary>
/// The head of a template instance: which template, where its definition is, and where the values are. The definition
/// stands in the instance that uses it first; later ones have its offset.
/// </summary>
/// <param name="TemplateId">The number of the template.</param>
/// <param name="BodyStart">Where the body of the definition starts, in the chunk.</param>
/// <param name="BodyEnd">Where it ends.</param>
/// <param name="ValueCount">How many values follow.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct BinXmlInstance(uint TemplateId, int BodyStart, int BodyEnd, int ValueCount)
{
    /// <summary>Next definition's offset (4), GUID (16), size (4).</summary>
    private const int DefinitionHeadBytes = 24;

    /// <summary>Size (2), type (1), unused (1).</summary>
    public const int DescriptorBytes = 4;

    /// <summary>The definition could not be found.</summary>
    public bool IsUndefined => BodyEnd <= BodyStart;

    /// <summary>Reads the head; the cursor then stands at the descriptors of the values.</summary>
    /// <param name="cursor">At the token.</param>
    /// <param name="instance">What was read.</param>
    /// <returns>False when the instance is not complete; then the cursor has failed.</returns>
    public static bool TryRead(ref BinXmlCursor cursor, out BinXmlInstance instance)
    {
        instance = default;
        cursor.Take(2);
        var id = cursor.UInt32();
        var offset = cursor.UInt32();
        if (cursor.Failed) return false;
        int bodyStart = 0, bodyEnd = 0;
        if (offset == cursor.Position)
        {
            cursor.Take(DefinitionHeadBytes - 4);
            var size = cursor.UInt32();
            bodyStart = cursor.Position;
            cursor.Take((int)Math.Min(size, int.MaxValue));
            bodyEnd = cursor.Position;
        }
        else
        {
            var definition = new BinXmlCursor(cursor.Chunk, (int)Math.Min(offset, (uint)cursor.Chunk.Length), cursor.Chunk.Length);
            definition.Take(4);
            // The number of a template is the beginning of its GUID: what stands there is the definition, or it is not.
            var sameId = definition.UInt32() == id;
            definition.Take(DefinitionHeadBytes - 12);
            var size = definition.UInt32();
            bodyStart = definition.Position;
            definition.Take((int)Math.Min(size, int.MaxValue));
            if (!definition.Failed && sameId) bodyEnd = definition.Position;
        }

        var count = cursor.UInt32();
        if (cursor.Failed || count > (uint)(cursor.Left / DescriptorBytes))
        {
            cursor.Failed = true;
            return false;
        }

        instance = new BinXmlInstance(id, bodyStart, bodyEnd, (int)count);
        return true;
    }

    /// <summary>Goes over a whole instance.</summary>
    public static bool Skip(ref BinXmlCursor cursor)
    {
        if (!TryRead(ref cursor, out var instance)) return false;
        var total = 0;
        for (var i = 0; i < instance.ValueCount; i++)
        {
            total += cursor.UInt16();
            cursor.Take(2);
        }

        cursor.Take(total);
        return !cursor.Failed;
    }
}
