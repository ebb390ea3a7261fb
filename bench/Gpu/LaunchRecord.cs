using System.Diagnostics;
using System.Linq.Expressions;
using ILGPU.Runtime;

namespace SparseGen.Bench.Gpu;

/// <summary>Launches of one kernel, counted or timed: stands in front of the delegate that launches it.</summary>
/// <param name="name">The kernel's name.</param>
/// <param name="accelerator">The device.</param>
/// <param name="timed">How often in a row it is launched to be timed; 0 counts only.</param>
internal sealed class LaunchRecord(string name, Accelerator accelerator, int timed)
{
    private long _start;

    /// <summary>The kernel's name.</summary>
    public string Name { get; } = name;

    /// <summary>Launches so far.</summary>
    public int Launches { get; private set; }

    /// <summary>Seconds of all of them, where they are timed.</summary>
    public double Seconds { get; private set; }

    /// <summary>Forgets what was counted.</summary>
    public void Clear() => (Launches, Seconds) = (0, 0);

    /// <summary>A delegate of the same type that comes here too.</summary>
    /// <param name="launch">What launches the kernel.</param>
    public Delegate InFrontOf(Delegate launch)
    {
        ParameterExpression[] parameters = [.. launch.GetType().GetMethod("Invoke")!.GetParameters().Select(static one => Expression.Parameter(one.ParameterType))];
        ConstantExpression record = Expression.Constant(this);
        IEnumerable<Expression> launches = Enumerable.Repeat(Expression.Invoke(Expression.Constant(launch), parameters), Math.Max(timed, 1));
        return Expression.Lambda(
            launch.GetType(),
            Expression.Block([Expression.Call(record, nameof(Begin), null), .. launches, Expression.Call(record, nameof(End), null)]),
            parameters).Compile();
    }

    private void Begin()
    {
        if (timed > 0)
        {
            accelerator.Synchronize();
            _start = Stopwatch.GetTimestamp();
        }
    }

    private void End()
    {
        Launches++;
        if (timed > 0)
        {
            accelerator.Synchronize();
            Seconds += Stopwatch.GetElapsedTime(_start).TotalSeconds / timed;
        }
    }
}
