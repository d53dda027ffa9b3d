namespace Sekisho.Identity.Budgets;

/// <summary>What became of a wish to take from a budget.</summary>
public enum BudgetStatus
{
    /// <summary>Taken.</summary>
    Taken,

    /// <summary>Not taken: it would have been too much. The caller is frozen for this kind from now on; raise the alarm.</summary>
    Exceeded,

    /// <summary>Not taken: frozen since an earlier excess, until an operator thaws it.</summary>
    Frozen,

    /// <summary>Not taken: the configuration gives this class nothing of this kind.</summary>
    NoBudget,

    /// <summary>Not taken: more callers than can be watched at once.</summary>
    TooManyCallers,
}
