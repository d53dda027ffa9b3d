using System.Runtime.InteropServices;
using Sekisho.Events.Names;
using Step = Sekisho.Events.Evtx.BinXmlPlan.Step;
using StepKind = Sekisho.Events.Evtx.BinXmlPlan.StepKind;

namespace Sekisho.Events.Evtx;

/// <summary>
/// Turns elements of binary XML into the steps that fill an event: every attribute and every element that has text
/// becomes a field; its name is the path of the element, and for <c>Data</c> elements their attribute <c>Name</c>
/// ([MS-EVEN6] section 2.2.12).
/// </summary>
/// <param name="names">Where names get their numbers.</param>
/// <param name="maxDepth">How deep elements may lie inside each other.</param>
internal sealed class BinXmlCompiler(FieldNames names, int maxDepth)
{
    /// <summary>Longer paths have no name.</summary>
    private const int MaxPathBytes = 1024;

    private static readonly byte[] AttributeMark = ".#attributes."u8.ToArray();

    private readonly byte[] _path = new byte[MaxPathBytes];
    private readonly Element[] _elements = new Element[maxDepth + 1];
    private readonly byte[] _name = new byte[MaxPathBytes * 3];
    private int _pathLength;
    private int _depth;
    private int _firstPart;
    private readonly BinXmlParts _parts = new();
    private BinXmlPlan _plan = new();

    /// <summary>How many tokens were read, all compilations together: what bounds the work over a hostile chunk.</summary>
    public long TokensRead { get; private set; }

    /// <summary>Compiles one fragment or the body of a template.</summary>
    /// <param name="cursor">Over its bytes.</param>
    /// <param name="context">The path of the element that it lies in; empty for the outermost.</param>
    /// <param name="hasDependencies">Elements have a dependency number, as everywhere but directly inside a value.</param>
    /// <param name="plan">Emptied and filled.</param>
    public void Compile(ref BinXmlCursor cursor, ReadOnlySpan<byte> context, bool hasDependencies, BinXmlPlan plan)
    {
        plan.Clear();
        _plan = plan;
        context[..Math.Min(context.Length, MaxPathBytes)].CopyTo(_path);
        _pathLength = context.Length > MaxPathBytes ? -1 : context.Length;
        _depth = 0;
        _firstPart = 0;
        _parts.OnlySpace = true;
        while (cursor.Left > 0 && !cursor.Failed)
        {
            TokensRead++;
            if (!Token(ref cursor, hasDependencies)) break;
        }

        plan.Damaged = cursor.Failed || _depth > 0;
        while (_depth > 0) Close(damaged: true);
    }

    /// <summary>Reads one token; false at the end.</summary>
    private bool Token(ref BinXmlCursor cursor, bool hasDependencies)
    {
        var token = cursor.Peek;
        switch (BinXmlToken.Plain(token))
        {
            case BinXmlToken.EndOfFragment:
                cursor.Take(1);
                return false;
            case BinXmlToken.FragmentHeader:
                cursor.Take(4);
                return true;
            case BinXmlToken.OpenElement:
                cursor.Take(1);
                return Open(ref cursor, (token & BinXmlToken.More) != 0, hasDependencies);
            case BinXmlToken.CloseStart:
                cursor.Take(1);
                return true;
            case BinXmlToken.CloseEmpty or BinXmlToken.CloseElement:
                cursor.Take(1);
                if (_depth == 0) cursor.Failed = true;
                else Close(damaged: false);
                return true;
            case BinXmlToken.TemplateInstance:
                Flush(elementEnds: false);
                var start = cursor.Position;
                if (!BinXmlInstance.Skip(ref cursor)) return true;
                _plan.IsBoundToChunk = true;
                _plan.Add(new Step(StepKind.Instance, -1, start, cursor.Position, KeepPath(), Math.Max(_pathLength, 0)));
                if (_depth > 0) _elements[_depth - 1].HasContent = true;
                return true;
            case BinXmlToken.InstructionTarget:
                cursor.Take(1);
                cursor.Name();
                return true;
            case BinXmlToken.InstructionData:
                cursor.Take(1);
                cursor.Take(cursor.UInt16() * 2);
                return true;
            default:
                if (!BinXmlParts.IsText(token)) cursor.Failed = true;
                else Part(ref cursor);
                return true;
        }
    }

    private bool Open(ref BinXmlCursor cursor, bool hasAttributes, bool hasDependencies)
    {
        Flush(elementEnds: false);
        if (_depth > 0) _elements[_depth - 1].HasContent = true;
        if (StartsWithDependency(cursor, hasDependencies)) cursor.Take(2);
        cursor.UInt32();
        var name = cursor.Name();
        if (cursor.Failed || _depth == maxDepth)
        {
            cursor.Failed = true;
            return false;
        }

        ref var element = ref _elements[_depth++];
        element = new Element { ParentPath = _pathLength, NamePart = -1 };
        var length = BinXmlParts.Name(name, _name);
        element.IsData = _name.AsSpan(0, length).SequenceEqual("Data"u8) || _name.AsSpan(0, length).SequenceEqual("ComplexData"u8);
        _pathLength = Append(_pathLength, "."u8, _name.AsSpan(0, length));
        if (hasAttributes) Attributes(ref cursor, ref element);
        _firstPart = _plan.PartCount;
        return true;
    }

    /// <summary>Some writers leave the dependency number out, or put it where it should not be: the size behind it tells.</summary>
    private static bool StartsWithDependency(BinXmlCursor cursor, bool expected)
    {
        var without = cursor;
        var fitsWithout = without.UInt32() <= without.Left && !without.Failed;
        cursor.Take(2);
        var fitsWith = cursor.UInt32() <= cursor.Left && !cursor.Failed;
        return expected ? fitsWith || !fitsWithout : fitsWith && !fitsWithout;
    }

    private void Attributes(ref BinXmlCursor cursor, ref Element element)
    {
        cursor.UInt32();
        while (!cursor.Failed && BinXmlToken.Plain(cursor.Peek) == BinXmlToken.Attribute && cursor.Left > 0)
        {
            TokensRead++;
            cursor.Take(1);
            var nameLength = BinXmlParts.Name(cursor.Name(), _name);
            _firstPart = _plan.PartCount;
            // The name must be used before the value overwrites the room it lies in.
            var isName = element.IsData && _name.AsSpan(0, nameLength).SequenceEqual("Name"u8);
            var isNamespace = _name.AsSpan(0, nameLength).StartsWith("xmlns"u8);
            var withAttribute = isName || isNamespace ? -1 : Append(_pathLength, AttributeMark, _name.AsSpan(0, nameLength));
            while (!cursor.Failed && cursor.Left > 0 && BinXmlParts.IsText(cursor.Peek)) Part(ref cursor);
            var parts = _plan.PartCount - _firstPart;
            _parts.OnlySpace = true;
            if (parts == 0 || isNamespace) continue;
            if (isName) NameElement(ref element, parts);
            else
            {
                _plan.Add(new Step(StepKind.Field, NameOf(withAttribute), _firstPart, parts, 0, 0));
                element.HasContent = true;
            }
        }
    }

    /// <summary>The value of the attribute Name takes the place of "Data" in the path.</summary>
    private void NameElement(ref Element element, int parts)
    {
        ref readonly var part = ref _plan.PartAt(_firstPart);
        if (parts == 1 && part.Substitution < 0)
        {
            if (part.Length > 0) _pathLength = Append(element.ParentPath, "."u8, _plan.Text(part.Start, part.Length));
        }
        else
        {
            _pathLength = element.ParentPath;
            element.NamePart = _firstPart;
        }
    }

    private void Close(bool damaged)
    {
        ref var element = ref _elements[_depth - 1];
        if (!damaged || _plan.PartCount > _firstPart) Flush(elementEnds: true);
        _pathLength = element.ParentPath;
        _depth--;
        _firstPart = _plan.PartCount;
    }

    /// <summary>Makes a field of the text that the element has so far.</summary>
    private void Flush(bool elementEnds)
    {
        var parts = _plan.PartCount - _firstPart;
        if (_depth == 0)
        {
            _firstPart = _plan.PartCount;
            return;
        }

        ref var element = ref _elements[_depth - 1];
        // Line ends between elements are no text; an element without anything is a field without a value.
        var isField = parts > 0 && !(_parts.OnlySpace && (!elementEnds || element.HasContent));
        if (isField || (elementEnds && parts == 0 && !element.HasContent))
        {
            var path = Math.Max(_pathLength, 0);
            if (element.NamePart >= 0) AddNamedField(element.NamePart, parts, path);
            else _plan.Add(new Step(StepKind.Field, NameOf(_pathLength), _firstPart, parts, KeepPath(), path));
            element.HasContent = true;
        }

        _firstPart = _plan.PartCount;
        _parts.OnlySpace = true;
    }

    /// <summary>The name is only known with the record: the part that has it goes in front of the value's.</summary>
    private void AddNamedField(int namePart, int parts, int path)
    {
        var first = _plan.PartCount;
        _plan.Add(_plan.PartAt(namePart));
        for (var i = 0; i < parts; i++) _plan.Add(_plan.PartAt(_firstPart + i));
        _plan.Add(new Step(StepKind.NamedField, -1, first, parts + 1, KeepPath(), path));
    }

    private void Part(ref BinXmlCursor cursor)
    {
        TokensRead++;
        _parts.Read(ref cursor, _plan);
    }

    /// <summary>Writes mark and name behind the path; the new length, or -1 when it is too long.</summary>
    private int Append(int pathLength, ReadOnlySpan<byte> mark, ReadOnlySpan<byte> name)
    {
        if (pathLength < 0) return -1;
        if (pathLength == 0 && mark.Length == 1) mark = default;
        if (pathLength + mark.Length + name.Length > MaxPathBytes) return -1;
        mark.CopyTo(_path.AsSpan(pathLength));
        name.CopyTo(_path.AsSpan(pathLength + mark.Length));
        return pathLength + mark.Length + name.Length;
    }

    private int NameOf(int pathLength) => pathLength < 0 ? -1 : names.IdOfRaw(_path.AsSpan(0, pathLength));

    private int KeepPath() => _pathLength > 0 ? _plan.AddText(_path.AsSpan(0, _pathLength)) : 0;

    /// <summary>An element that is open.</summary>
    [StructLayout(LayoutKind.Auto)]
    private struct Element
    {
        public int ParentPath;
        public int NamePart;
        public bool IsData;
        public bool HasContent;
    }
}
