using System.Runtime.InteropServices;

namespace Sekisho.Events.Evtx;

/// <summary>What a template means for the fields of an event: a list of steps, compiled once and run for every record that uses it.</summary>
internal sealed class BinXmlPlan
{
    private Step[] _steps = new Step[32];
    private Part[] _parts = new Part[32];
    private byte[] _text = new byte[512];
    private int _textLength;

    /// <summary>What a step does.</summary>
    public enum StepKind : byte
    {
        /// <summary>Gives a field a value made of parts.</summary>
        Field,

        /// <summary>The same; the first part is the field's name below the path.</summary>
        NamedField,

        /// <summary>Runs a template instance that stands at an offset of the chunk.</summary>
        Instance,
    }

    public int StepCount { get; private set; }

    public int PartCount { get; private set; }

    /// <summary>Not everything of it could be read.</summary>
    public bool Damaged { get; set; }

    /// <summary>It refers to places of its chunk: it means nothing in another.</summary>
    public bool IsBoundToChunk { get; set; }

    /// <summary>It is remembered beyond its chunk and must not be filled again.</summary>
    public bool Kept { get; set; }

    public ref readonly Step StepAt(int index) => ref _steps[index];

    public ref readonly Part PartAt(int index) => ref _parts[index];

    public ReadOnlySpan<byte> Text(int start, int length) => _text.AsSpan(start, length);

    public void Clear()
    {
        StepCount = 0;
        PartCount = 0;
        _textLength = 0;
        Damaged = false;
        Kept = false;
        IsBoundToChunk = false;
    }

    public void Add(Step step)
    {
        if (StepCount == _steps.Length) Array.Resize(ref _steps, StepCount * 2);
        _steps[StepCount++] = step;
    }

    public void Add(Part part)
    {
        if (PartCount == _parts.Length) Array.Resize(ref _parts, PartCount * 2);
        _parts[PartCount++] = part;
    }

    /// <summary>Keeps bytes; gives where they start.</summary>
    public int AddText(ReadOnlySpan<byte> text)
    {
        text.CopyTo(Reserve(text.Length));
        return Commit(text.Length);
    }

    /// <summary>Room for text that is written in place.</summary>
    public Span<byte> Reserve(int length)
    {
        if (_text.Length - _textLength < length) Array.Resize(ref _text, Math.Max(_text.Length * 2, _textLength + length));
        return _text.AsSpan(_textLength, length);
    }

    /// <summary>Takes what was written; gives where it starts.</summary>
    public int Commit(int length)
    {
        var start = _textLength;
        _textLength += length;
        return start;
    }

    /// <summary>One step.</summary>
    /// <param name="Kind">What it does.</param>
    /// <param name="NameId">The number of the field's name.</param>
    /// <param name="FirstPart">The first part; of an instance, its offset in the chunk.</param>
    /// <param name="PartCount">How many parts; of an instance, the offset behind it.</param>
    /// <param name="PathStart">The path of the element, in the text of the plan: what lies inside a value is below it.</param>
    /// <param name="PathLength">Its length.</param>
    [StructLayout(LayoutKind.Auto)]
    public readonly record struct Step(StepKind Kind, int NameId, int FirstPart, int PartCount, int PathStart, int PathLength);

    /// <summary>A piece of a value: literal text, or a value of the record.</summary>
    /// <param name="Substitution">Which value of the record; -1 for literal text.</param>
    /// <param name="Optional">Without a value the field is not there at all.</param>
    /// <param name="Start">Where the literal text starts.</param>
    /// <param name="Length">Its length.</param>
    [StructLayout(LayoutKind.Auto)]
    public readonly record struct Part(int Substitution, bool Optional, int Start, int Length);
}
