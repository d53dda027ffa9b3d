namespace Sekisho.Store.Database;

/// <summary>The rows of a running query; disposing it frees the statement for its next use.</summary>
internal readonly ref struct Rows(Statement statement) : IDisposable
{
    /// <summary>Goes to the next row; false when there is none.</summary>
    public bool Next() => statement.Step();

    public bool IsNull(int column) => statement.IsNull(column);

    public long Number(int column) => statement.Number(column);

    public bool Truth(int column) => statement.Number(column) != 0;

    public string Text(int column) => statement.Text(column);

    public string? TextOrNull(int column) => statement.IsNull(column) ? null : statement.Text(column);

    /// <summary>Valid until the next row.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => statement.Bytes(column);

    public DateTimeOffset Moment(int column) => DateTimeOffset.FromUnixTimeMilliseconds(statement.Number(column));

    public void Dispose() => statement.Reset();
}
