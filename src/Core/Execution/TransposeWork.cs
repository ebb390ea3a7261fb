namespace SparseGen.Execution;

/// <summary>Derives transposed panels, all workers together.</summary>
/// <typeparam name="TProgram">What the generator emitted.</typeparam>
internal sealed class TransposeWork<TProgram> : IWork
    where TProgram : struct, ICpuProgram
{
    private FloatArena? _parameters;
    private FloatArena? _transposed;
    private bool _inputGradient;
    private int _workers;

    /// <summary>Does all of it.</summary>
    /// <param name="team">The workers.</param>
    /// <param name="parameters">What is transposed.</param>
    /// <param name="transposed">Where it goes.</param>
    /// <param name="inputGradient">Whether also what only the gradient of the input wants.</param>
    internal void Run(WorkerTeam team, FloatArena parameters, FloatArena transposed, bool inputGradient)
    {
        if (TProgram.TransposedLength == 0)
        {
            return;
        }

        (_parameters, _transposed, _inputGradient) = (parameters, transposed, inputGradient);
        _workers = Math.Clamp(TProgram.TransposedLength / RangeWork.LeastShare, 1, team.Count);
        if (!RangeWork.IsWorthTelling(team, _workers, TProgram.TransposedLength) || !team.TryRun(this, _workers))
        {
            _workers = 1;
            Execute(0);
        }

        (_parameters, _transposed) = (null, null);
    }

    /// <inheritdoc/>
    public void Execute(int worker) => TProgram.PackTransposes(ref _parameters!.First, ref _transposed!.First, new WorkerPart(worker, _workers), _inputGradient);
}
