using SparseGen.Bench.Peers.Measuring;
using SparseGen.Bench.Peers.Random;
using SparseGen.Bench.Peers.Workers;

return args switch
{
    ["worker", .. string[] options] => WorkerCommand.Run(options),
    ["draw", .. string[] options] => DrawCommand.Run(options),
    _ => PeersCommand.Run(args),
};
