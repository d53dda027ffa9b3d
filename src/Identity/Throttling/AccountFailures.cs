namespace Sekisho.Identity.Throttling;

/// <summary>
/// How often logins of an account failed, from anywhere, in a fixed memory of 2 MB (a count-min sketch): it never forgets
/// before its time and may at worst count somebody else's failures too. It only raises alarms, so that harms nobody.
/// Every hour all counts are halved.
/// </summary>
internal sealed class AccountFailures
{
    /// <summary>How many accounts are remembered as alarmed; at the limit all are forgotten, and alarms may repeat rather than be missed.</summary>
    public const int MostAlarmed = 10_000;

    private const int Rows = 4;
    private const int Bits = 17;

    private readonly int[] _counts = new int[Rows << Bits];
    private readonly HashSet<UInt128> _alarmed = [];
    private long _halveAfterTicks;

    /// <summary>Counts one failure; true when the account has so many as to raise an alarm, once until all counts are halved.</summary>
    public bool Add(UInt128 account, int alarmAt, long now)
    {
        Halve(now);
        var least = int.MaxValue;
        for (var row = 0; row < Rows; row++) least = Math.Min(least, ++Cell(account, row));
        if (least < alarmAt) return false;
        if (_alarmed.Count >= MostAlarmed) _alarmed.Clear();
        return _alarmed.Add(account);
    }

    /// <summary>
    /// Takes one back that was none: exactly what <see cref="Add"/> added, or somebody who logs in again and again could
    /// lower the counts of others.
    /// </summary>
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
        _alarmed.Clear();
        _halveAfterTicks = now + TimeSpan.TicksPerHour;
    }
}
