namespace Sekisho.Events.Auditd;

/// <summary>The records of one event, as they come.</summary>
internal sealed class AuditGroup
{
    private byte[] _arguments = new byte[512];
    private int _used;
    private int _pendingStart = -1;
    private int _pendingName;

    /// <summary>What the records have said so far.</summary>
    public EventRecord Record { get; } = new();

    public long Milliseconds { get; private set; }

    public long Serial { get; private set; }

    /// <summary>The line of its first record.</summary>
    public long FirstLine { get; private set; }

    /// <summary>The line of its last record.</summary>
    public long LastLine { get; set; }

    /// <summary>The bytes of its records.</summary>
    public long Bytes { get; set; }

    /// <summary>A record has come that ends an event.</summary>
    public bool Ended { get; set; }

    /// <summary>It tells of a program that was started.</summary>
    public bool IsExecution { get; set; }

    /// <summary>The arguments of the program that was started, with spaces between.</summary>
    public ReadOnlySpan<byte> CommandLine => _arguments.AsSpan(0, _used);

    public void Begin(AuditLine head, long line)
    {
        Record.Clear();
        (Milliseconds, Serial, FirstLine, LastLine) = (head.Milliseconds, head.Serial, line, line);
        (Bytes, Ended, IsExecution, _used, _pendingStart) = (0, false, false, 0, -1);
        // One huge command line must not keep its memory for good.
        if (_arguments.Length > 1 << 20) _arguments = new byte[512];
    }

    /// <summary>Adds an argument, or a piece of a long one.</summary>
    /// <param name="nameId">The name of the field.</param>
    /// <param name="value">The decoded value.</param>
    /// <param name="isPiece">More of the same argument may follow.</param>
    public void AddArgument(int nameId, ReadOnlySpan<byte> value, bool isPiece)
    {
        if (!isPiece || _pendingStart < 0 || _pendingName != nameId)
        {
            FinishArgument();
            if (_used > 0) Append(" "u8);
            if (isPiece) (_pendingStart, _pendingName) = (_used, nameId);
        }

        Append(value);
        if (!isPiece) Record.Add(nameId, EventValueKind.Text, value);
    }

    /// <summary>No more pieces come.</summary>
    public void FinishArgument()
    {
        if (_pendingStart < 0) return;
        Record.Add(_pendingName, EventValueKind.Text, _arguments.AsSpan(_pendingStart, _used - _pendingStart));
        _pendingStart = -1;
    }

    private void Append(ReadOnlySpan<byte> text)
    {
        if (_arguments.Length - _used < text.Length) Array.Resize(ref _arguments, Math.Max(_arguments.Length * 2, _used + text.Length));
        text.CopyTo(_arguments.AsSpan(_used));
        _used += text.Length;
    }
}
