// The raw limit: a bare Fastify that answers what it was sent.
import Fastify from 'fastify';

const app = Fastify();
app.post('/', async (request) => request.body);
await app.listen({ host: '127.0.0.1', port: 0 });
process.send(app.server.address().port);
