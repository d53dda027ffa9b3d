using System.Globalization;
using Sekisho.Events.Json;
using Sekisho.Events.Lines;
using Sekisho.Events.Times;

namespace Sekisho.Events.M365;

/// <summary>The unified audit log as the compliance portal exports it: CSV (RFC 4180) with the record as JSON in the column AuditData.</summary>
internal sealed class M365CsvReader(Stream stream, EventReaderOptions options) : LineEventReader(stream, options)
{
    /// <summary>More columns are none of this log.</summary>
    private const int MaxColumns = 64;

    private readonly M365Fields _fields = new(options.Names);
    private readonly JsonFlattening _flattening = new(options.Names, options.MaxDepth);
    private readonly TimeFinder _times = new(options.Names);
    private readonly int _created = options.Names.Add("CreationDate"u8);
    private int[]? _columns;
    private int _auditColumn = -1;
    private byte[] _row = new byte[4096];
    private int _rowLength;
    private byte[] _cell = new byte[1024];

    public override EventFormat Format => EventFormat.M365;

    /// <summary>The first line is the head of such an export.</summary>
    public static bool Fits(ReadOnlySpan<byte> start)
    {
        var end = start.IndexOf((byte)'\n');
        var line = end < 0 ? start : start[..end];
        return line.IndexOf("AuditData"u8) >= 0 && line.IndexOf((byte)',') > 0 && line.IndexOf((byte)'{') < 0;
    }

    protected override string? Parse(ReadOnlySpan<byte> line, EventRecord into)
    {
        // A cell in quotes may go over several lines.
        var wasOpen = _rowLength > 0;
        if (_rowLength + line.Length + 1 > Options.MaxEventBytes)
        {
            _rowLength = 0;
            return string.Create(CultureInfo.InvariantCulture, $"The row is longer than {Options.MaxEventBytes} bytes.");
        }

        if (wasOpen) Keep("\n"u8);
        Keep(line);
        var row = _row.AsSpan(0, _rowLength);
        if (row.Count((byte)'"') % 2 != 0) return null;
        _rowLength = 0;
        if (_columns is not null) return Row(row, into);
        return Head(row);
    }

    protected override string? AtEnd()
    {
        if (_rowLength == 0) return null;
        _rowLength = 0;
        return "The log ends inside a row.";
    }

    private void Keep(ReadOnlySpan<byte> text)
    {
        if (_row.Length - _rowLength < text.Length) Array.Resize(ref _row, Math.Max(_row.Length * 2, _rowLength + text.Length));
        text.CopyTo(_row.AsSpan(_rowLength));
        _rowLength += text.Length;
    }

    private string? Head(ReadOnlySpan<byte> row)
    {
        var columns = new List<int>();
        while (columns.Count < MaxColumns && Cell(ref row, out var cell))
        {
            if (cell.SequenceEqual("AuditData"u8)) _auditColumn = columns.Count;
            columns.Add(Options.Names.Add(cell));
        }

        _columns = [.. columns];
        return _auditColumn < 0 ? "The column AuditData is missing." : null;
    }

    private string? Row(ReadOnlySpan<byte> row, EventRecord into)
    {
        string? problem = null;
        var complete = false;
        for (var i = 0; i < _columns!.Length && Cell(ref row, out var cell); i++)
        {
            if (i != _auditColumn) into.Add(_columns[i], EventValueKind.Text, cell);
            else
            {
                problem = _flattening.Read(cell, into);
                complete = true;
            }
        }

        if (problem is not null) return $"AuditData: {problem}";
        if (!complete) return "The row has no AuditData.";
        _fields.Add(into);
        _times.Apply(into);
        if (into.Time is null && into.IndexOf(_created) is >= 0 and var at && Kernel.Time.TimeText.TryParse(into.Text(at), out var time)) into.Time = time;
        return null;
    }

    /// <summary>Takes a cell off; quotes around it are removed and those inside halved.</summary>
    private bool Cell(scoped ref ReadOnlySpan<byte> row, out ReadOnlySpan<byte> cell)
    {
        cell = default;
        if (row.IsEmpty) return false;
        if (row[0] != (byte)'"')
        {
            var end = row.IndexOf((byte)',');
            cell = end < 0 ? row : row[..end];
            row = end < 0 ? default : row[(end + 1)..];
            return true;
        }

        if (_cell.Length < row.Length) _cell = new byte[row.Length * 2];
        var (at, written) = (1, 0);
        while (at < row.Length)
        {
            var quote = row[at..].IndexOf((byte)'"');
            var length = quote < 0 ? row.Length - at : quote;
            row.Slice(at, length).CopyTo(_cell.AsSpan(written));
            written += length;
            at += length + 1;
            if (at >= row.Length || row[at] != (byte)'"') break;
            _cell[written++] = (byte)'"';
            at++;
        }

        cell = _cell.AsSpan(0, written);
        at = Math.Min(at, row.Length);
        var comma = row[at..].IndexOf((byte)',');
        row = comma < 0 ? default : row[(at + comma + 1)..];
        return true;
    }
}
