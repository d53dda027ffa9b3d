namespace Sekisho.Store.Database;

/// <summary>One value given to a statement, without boxing; made by conversion from the usual types.</summary>
internal readonly struct SqlValue
{
    private SqlValue(SqlValueKind kind, long number, string? text, ReadOnlyMemory<byte> bytes)
    {
        Kind = kind;
        Number = number;
        Text = text;
        Bytes = bytes;
    }

    public SqlValueKind Kind { get; }

    public long Number { get; }

    public string? Text { get; }

    public ReadOnlyMemory<byte> Bytes { get; }

    public static SqlValue Null => default;

    /// <summary>A JSON text that is UTF-8 already.</summary>
    public static SqlValue Json(byte[] utf8) => new(SqlValueKind.Utf8, 0, null, utf8);

    /// <summary>A moment as whole milliseconds since 1970.</summary>
    public static SqlValue Moment(DateTimeOffset moment) => moment.ToUnixTimeMilliseconds();

    public static implicit operator SqlValue(long number) => new(SqlValueKind.Number, number, null, default);

    public static implicit operator SqlValue(long? number) => number is { } value ? value : Null;

    public static implicit operator SqlValue(bool truth) => truth ? 1L : 0L;

    public static implicit operator SqlValue(string? text) => text is null ? Null : new(SqlValueKind.Text, 0, text, default);

    public static implicit operator SqlValue(byte[]? bytes) => bytes is null ? Null : new(SqlValueKind.Blob, 0, null, bytes);

    public static implicit operator SqlValue(ReadOnlyMemory<byte> bytes) => new(SqlValueKind.Blob, 0, null, bytes);
}
