namespace Sekisho.Identity.Throttling;

/// <summary>
/// How often logins of an account failed, from anywhere, in a fixed memory of 2 MB (a count-min sketch): it never forgets
/// before its time and may at worst count somebody else's failures too. It only raises alarms, so that harms nobody.
/// Every hour all counts are halved.
/// </summary>
internal sealed class AccountFailures
{
    private const int Rows = 4;
    private const int Bits = 17;

    private readonly int[] _counts = new int[Rows << Bits];
    private long _halveAfterTicks;

    /// <summary>Counts one failure and gives the new count.</summary>
    public int Add(UInt128 account, long now)
    {
        Halve(now);
        var least = int.MaxValue;
        for (var row = 0; row < Rows; row++) least = Math.Min(least, Cell(account, row));
        // Only the smallest cells grow (conservative update): others already hold somebody else's failures.
        for (var row = 0; row < Rows; row++)
            if (Cell(account, row) == least) Cell(account, row)++;
        return least + 1;
    }

    /// <summary>Takes one back that was none.</summary>
    public void Undo(UInt128 account)
    {
        for (var row = 0; row < Rows; row++)
            if (Cell(account, row) > 0) Cell(account, row)--;
    }

    private ref int Cell(UInt128 account, int row) => ref _counts[(row << Bits) | ((int)(account >> (row * Bits)) & ((1 << Bits) - 1))];

    private void Halve(long now)
    {
        if (now < _halveAfterTicks) return;
        if (_halveAfterTicks > 0)
            foreach (ref var count in _counts.AsSpan()) count >>= 1;
        _halveAfterTicks = now + TimeSpan.TicksPerHour;
    }
}
