namespace SparseGen;

/// <summary>Why a call of <see cref="Trainer{TModel}.Fit"/> ended.</summary>
public enum StopReason
{
    /// <summary>All epochs that were asked for are done.</summary>
    Completed,

    /// <summary>The token was cancelled.</summary>
    Cancelled,

    /// <summary><see cref="TrainingOptions.EarlyStopping"/>: the metric had not improved for long enough.</summary>
    EarlyStopping,

    /// <summary>A handler of <see cref="Trainer{TModel}.EpochEnded"/> asked for it.</summary>
    Requested,

    /// <summary>A loss or a gradient was not finite (<see cref="OnNonFinite"/>); the parameters are as they were before that step.</summary>
    NonFinite,
}
