using System.Collections.ObjectModel;
using System.Runtime.ExceptionServices;

namespace SparseGen;

/// <summary>
/// The hooks of a trainer, chained: one delegate a hook, made when the list changes and not when a step runs, so that steps allocate
/// nothing for it.
/// </summary>
internal sealed class HookList(TrainingContext context, GradientFunction innermost) : Collection<ITrainingHook>
{
    private GradientFunction? _chain;

    /// <summary>The outermost function: all hooks around the innermost one.</summary>
    /// <exception cref="InvalidOperationException">The order of the hooks makes no sense.</exception>
    public GradientFunction Chain => _chain ??= Build();

    /// <summary>Tells every hook that the optimiser has moved the parameters; what one throws keeps no other from being told.</summary>
    public void AfterStep()
    {
        ExceptionDispatchInfo? failure = null;
        for (int i = 0; i < Count; i++)
        {
            try
            {
                this[i].AfterStep(context);
            }
            catch (Exception exception)
            {
                // An average that missed a step because of its neighbour would never be right again. The first failure goes on to whoever called.
                failure ??= ExceptionDispatchInfo.Capture(exception);
            }
        }

        failure?.Throw();
    }

    protected override void InsertItem(int index, ITrainingHook item)
    {
        ArgumentNullException.ThrowIfNull(item);
        base.InsertItem(index, item);
        _chain = null;
    }

    protected override void SetItem(int index, ITrainingHook item)
    {
        ArgumentNullException.ThrowIfNull(item);
        base.SetItem(index, item);
        _chain = null;
    }

    protected override void RemoveItem(int index)
    {
        base.RemoveItem(index);
        _chain = null;
    }

    protected override void ClearItems()
    {
        base.ClearItems();
        _chain = null;
    }

    private GradientFunction Build()
    {
        HookOrder.Check(this);
        GradientFunction chain = innermost;
        for (int i = Count - 1; i >= 0; i--)
        {
            chain = Link(this[i], chain);
        }

        return chain;
    }

    private GradientFunction Link(ITrainingHook hook, GradientFunction next) => batch => hook.Evaluate(context, batch, next);
}
