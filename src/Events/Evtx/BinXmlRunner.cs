using System.Runtime.InteropServices;
using Sekisho.Events.Names;
using StepKind = Sekisho.Events.Evtx.BinXmlPlan.StepKind;

namespace Sekisho.Events.Evtx;

/// <summary>Fills events from the binary XML of records: runs the plans of their templates with their values.</summary>
internal sealed class BinXmlRunner
{
    /// <summary>Binary XML in a value in binary XML in a value…: deeper is no log. Stops stack exhaustion.</summary>
    private const int MaxNesting = 8;

    /// <summary>
    /// Templates may use a value many times, and values may use templates: a few hundred bytes could stand for
    /// billions of fields. No more than so many steps and bytes come out of one event…
    /// </summary>
    private const int MaxStepsOfEvent = 30_000;

    private const int MaxTextBytesOfEvent = 1 << 20;

    /// <summary>… and out of one chunk of 64 KiB. Real ones stay below a tenth of it.</summary>
    private const long MaxStepsOfChunk = 2_000_000;

    private const long MaxTextBytesOfChunk = 16 << 20;

    private readonly FieldNames _names;
    private readonly BinXmlCompiler _compiler;
    private readonly BinXmlPlans _plans;
    private readonly int _systemTime;
    private Slot[] _slots = new Slot[256];
    private int _slotsUsed;
    private byte[] _scratch = new byte[1024];
    private byte[] _nameScratch = new byte[1024];
    private long _eventSteps;
    private long _eventBytes;
    private long _chunkSteps;
    private long _chunkBytes;

    public BinXmlRunner(FieldNames names, int maxDepth)
    {
        _names = names;
        _compiler = new BinXmlCompiler(names, maxDepth);
        _plans = new BinXmlPlans(_compiler);
        _systemTime = names.IdOfRaw("Event.System.TimeCreated.#attributes.SystemTime"u8);
    }

    /// <summary>The last event was not complete or not whole.</summary>
    public bool Damaged { get; private set; }

    /// <summary>The last event wanted more than the limits give.</summary>
    public bool TooMuch { get; private set; }

    /// <summary>Begins with another chunk.</summary>
    public void NextChunk()
    {
        _plans.NextChunk();
        _chunkSteps = 0;
        _chunkBytes = 0;
    }

    /// <summary>Fills an event.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="start">Where the binary XML starts.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="into">Filled.</param>
    public void Read(ReadOnlySpan<byte> chunk, int start, int end, EventRecord into)
    {
        Damaged = false;
        TooMuch = _chunkSteps > MaxStepsOfChunk || _chunkBytes > MaxTextBytesOfChunk;
        if (TooMuch) return;
        _eventSteps = 0;
        _eventBytes = 0;
        _slotsUsed = 0;
        Fragment(chunk, start, end, default, nesting: 0, into);
        _chunkSteps += _eventSteps;
        _chunkBytes += _eventBytes;
    }

    private void Fragment(ReadOnlySpan<byte> chunk, int start, int end, ReadOnlySpan<byte> path, int nesting, EventRecord into)
    {
        if (nesting > MaxNesting)
        {
            TooMuch = true;
            return;
        }

        var cursor = new BinXmlCursor(chunk, start, end);
        while (cursor.Left > 0 && !cursor.Failed && !TooMuch)
        {
            switch (BinXmlToken.Plain(cursor.Peek))
            {
                case BinXmlToken.FragmentHeader:
                    cursor.Take(4);
                    break;
                case BinXmlToken.TemplateInstance:
                    Instance(ref cursor, path, nesting, into);
                    break;
                case BinXmlToken.OpenElement:
                    Elements(ref cursor, path, nesting, into);
                    return;
                case BinXmlToken.EndOfFragment:
                    return;
                default:
                    cursor.Failed = true;
                    break;
            }
        }

        if (cursor.Failed) Damaged = true;
    }

    /// <summary>Elements that stand in the record itself: compiled for this one use.</summary>
    private void Elements(ref BinXmlCursor cursor, ReadOnlySpan<byte> path, int nesting, EventRecord into)
    {
        var plan = _plans.Rent();
        var before = _compiler.TokensRead;
        _compiler.Compile(ref cursor, path, hasDependencies: nesting == 0, plan);
        _eventSteps += _compiler.TokensRead - before;
        Run(plan, cursor.Chunk, _slotsUsed, 0, nesting, into);
        _plans.Return(plan);
    }

    private void Instance(ref BinXmlCursor cursor, ReadOnlySpan<byte> path, int nesting, EventRecord into)
    {
        if (!BinXmlInstance.TryRead(ref cursor, out var instance))
        {
            Damaged = true;
            return;
        }

        var first = _slotsUsed;
        while (_slots.Length < first + instance.ValueCount) Array.Resize(ref _slots, _slots.Length * 2);
        var at = cursor.Position + instance.ValueCount * BinXmlInstance.DescriptorBytes;
        for (var i = 0; i < instance.ValueCount; i++)
        {
            var size = cursor.UInt16();
            var type = (BinXmlType)cursor.Byte();
            cursor.Take(1);
            _slots[first + i] = new Slot(at, size, type);
            at += size;
        }

        var left = cursor.Left;
        var wanted = at - cursor.Position;
        if (wanted > left) CutSlots(first, instance.ValueCount, cursor.Position + left);
        cursor.Take(wanted);
        _slotsUsed = first + instance.ValueCount;
        var before = _compiler.TokensRead;
        var plan = _plans.Of(instance, cursor.Chunk, path);
        _eventSteps += _compiler.TokensRead - before + instance.ValueCount;
        if (plan is null) Damaged = true;
        else Run(plan, cursor.Chunk, first, instance.ValueCount, nesting, into);
        _slotsUsed = first;
    }

    /// <summary>Values that reach behind the end have none.</summary>
    private void CutSlots(int first, int count, int end)
    {
        for (var i = first; i < first + count; i++)
            if (_slots[i].Start + _slots[i].Length > end) _slots[i] = new Slot(end, 0, BinXmlType.Null);
    }

    private void Run(BinXmlPlan plan, ReadOnlySpan<byte> chunk, int firstSlot, int slotCount, int nesting, EventRecord into)
    {
        if (plan.Damaged) Damaged = true;
        for (var i = 0; i < plan.StepCount && !TooMuch; i++)
        {
            ref readonly var step = ref plan.StepAt(i);
            if (++_eventSteps > MaxStepsOfEvent || _eventBytes > MaxTextBytesOfEvent) TooMuch = true;
            else if (step.Kind == StepKind.Instance)
            {
                var cursor = new BinXmlCursor(chunk, step.FirstPart, step.PartCount);
                if (nesting >= MaxNesting) TooMuch = true;
                else Instance(ref cursor, plan.Text(step.PathStart, step.PathLength), nesting + 1, into);
            }
            else if (step.Kind == StepKind.NamedField) NamedField(plan, step, chunk, firstSlot, slotCount, nesting, into);
            else Field(plan, step, step.NameId, chunk, firstSlot, slotCount, nesting, into);
        }
    }

    private void NamedField(BinXmlPlan plan, in BinXmlPlan.Step step, ReadOnlySpan<byte> chunk, int firstSlot, int slotCount, int nesting, EventRecord into)
    {
        var path = plan.Text(step.PathStart, step.PathLength);
        if (_nameScratch.Length <= path.Length) Array.Resize(ref _nameScratch, path.Length * 2);
        path.CopyTo(_nameScratch);
        _nameScratch[path.Length] = (byte)'.';
        var length = Join(plan, step.FirstPart, 1, chunk, firstSlot, slotCount, ref _nameScratch, path.Length + 1);
        var name = _nameScratch.AsSpan(0, length);
        // Without a name it is what it is: Data.
        var nameId = length == path.Length + 1 ? _names.IdOfRaw("Event.EventData.Data"u8) : _names.IdOfRaw(path.IsEmpty ? name[1..] : name);
        var value = new BinXmlPlan.Step(StepKind.Field, -1, step.FirstPart + 1, step.PartCount - 1, step.PathStart, step.PathLength);
        Field(plan, value, nameId, chunk, firstSlot, slotCount, nesting, into);
    }

    private void Field(BinXmlPlan plan, in BinXmlPlan.Step step, int nameId, ReadOnlySpan<byte> chunk, int firstSlot, int slotCount, int nesting, EventRecord into)
    {
        if (step.PartCount != 1)
        {
            var length = Join(plan, step.FirstPart, step.PartCount, chunk, firstSlot, slotCount, ref _scratch, 0);
            into.Add(nameId, step.PartCount == 0 ? EventValueKind.Null : EventValueKind.Text, _scratch.AsSpan(0, length));
            return;
        }

        ref readonly var part = ref plan.PartAt(step.FirstPart);
        if (part.Substitution < 0)
        {
            _eventBytes += part.Length;
            into.Add(nameId, EventValueKind.Text, plan.Text(part.Start, part.Length));
            return;
        }

        var slot = part.Substitution < slotCount ? _slots[firstSlot + part.Substitution] : default;
        var bytes = chunk.Slice(slot.Start, slot.Length);
        if (slot.Type == BinXmlType.Xml) Fragment(chunk, slot.Start, slot.Start + slot.Length, plan.Text(step.PathStart, step.PathLength), nesting + 1, into);
        else if (slot.Type >= BinXmlType.Array) Elements(slot.Type & ~BinXmlType.Array, bytes, nameId, into);
        else if (slot.Type != BinXmlType.Null) Value(slot.Type, bytes, nameId, into);
        else if (!part.Optional) into.Add(nameId, EventValueKind.Null, default);
    }

    private void Value(BinXmlType type, ReadOnlySpan<byte> bytes, int nameId, EventRecord into)
    {
        if (nameId == _systemTime && type == BinXmlType.FileTime && bytes.Length == 8 && into.Time is null) into.Time = BinXmlText.TimeOf(MemoryMarshal.Read<long>(bytes));
        var kind = bytes.IsEmpty && type != BinXmlType.Text && type != BinXmlType.AnsiText ? EventValueKind.Null : BinXmlText.KindOf(type);
        var written = BinXmlText.Write(type, bytes, into.Reserve(BinXmlText.MostBytes(bytes.Length)));
        _eventBytes += written;
        into.Commit(nameId, kind, written);
    }

    /// <summary>An array is several values of one name, as Windows writes several elements for it.</summary>
    private void Elements(BinXmlType type, ReadOnlySpan<byte> bytes, int nameId, EventRecord into)
    {
        var size = BinXmlText.ElementBytes(type);
        if (size < 0)
        {
            Value(BinXmlType.Binary, bytes, nameId, into);
            return;
        }

        while (!bytes.IsEmpty && !TooMuch)
        {
            if (++_eventSteps > MaxStepsOfEvent) TooMuch = true;
            var length = size > 0 ? Math.Min(size, bytes.Length) : TextLength(type, bytes);
            Value(type, bytes[..length], nameId, into);
            bytes = bytes[length..];
        }
    }

    /// <summary>The length of the first text with its closing NUL.</summary>
    private static int TextLength(BinXmlType type, ReadOnlySpan<byte> bytes)
    {
        var width = type == BinXmlType.Text ? 2 : 1;
        var at = width == 2 ? MemoryMarshal.Cast<byte, char>(bytes).IndexOf('\0') : bytes.IndexOf((byte)0);
        return at < 0 ? bytes.Length : (at + 1) * width;
    }

    /// <summary>Writes several parts one behind the other.</summary>
    private int Join(BinXmlPlan plan, int firstPart, int count, ReadOnlySpan<byte> chunk, int firstSlot, int slotCount, ref byte[] scratch, int written)
    {
        for (var i = firstPart; i < firstPart + count && written <= MaxTextBytesOfEvent; i++)
        {
            ref readonly var part = ref plan.PartAt(i);
            var slot = part.Substitution >= 0 && part.Substitution < slotCount ? _slots[firstSlot + part.Substitution] : default;
            var room = written + (part.Substitution < 0 ? part.Length : BinXmlText.MostBytes(slot.Length));
            if (scratch.Length < room) Array.Resize(ref scratch, Math.Max(scratch.Length * 2, room));
            if (part.Substitution < 0) plan.Text(part.Start, part.Length).CopyTo(scratch.AsSpan(written));
            written += part.Substitution < 0 ? part.Length : BinXmlText.Write(slot.Type, chunk.Slice(slot.Start, slot.Length), scratch.AsSpan(written));
        }

        _eventBytes += written;
        return written;
    }

    /// <summary>A value of a record.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Slot(int Start, ushort Length, BinXmlType Type);
}
