namespace SparseGen;

/// <summary>A series in parts, in the order of time.</summary>
/// <param name="Training">What a model learns from, and scalers are fitted to.</param>
/// <param name="Validation">What decides when to stop; null where nothing was kept for it.</param>
/// <param name="Test">What a forecast is judged by, once.</param>
public sealed record SeriesSplit(Series Training, Series? Validation, Series Test);
