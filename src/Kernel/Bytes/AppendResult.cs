namespace Sekisho.Kernel.Bytes;

/// <summary>What became of an append.</summary>
public enum AppendResult
{
    /// <summary>All bytes are in.</summary>
    Appended,

    /// <summary>The buffer's own limit would be exceeded.</summary>
    LimitExceeded,

    /// <summary>The budget shared with others is used up for now.</summary>
    BudgetExceeded,
}
