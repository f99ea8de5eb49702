import { App, Button, Descriptions, Modal } from 'antd';
import { useState } from 'react';
import { ROLE_EN, ROLE_ZH } from '../../../../src/core/model/code-words.js';
import { NewPassword } from '../session/NewPassword';
import { findSession, useStaff } from '../session/session';
import { SetSecondFactor } from '../session/SetSecondFactor';
import { When } from '../ui/When';
import { useNames, useSay } from '../words';
import { MySessions } from './MySessions';
import { ME_WORDS } from './words';

/** One's own account: where one is signed in, password, second factor. */
export default function Me() {
  const say = useSay(ME_WORDS);
  const roleName = useNames(ROLE_ZH, ROLE_EN);
  const { staff } = useStaff();
  return (
    <div className="stack">
      <div className="page-head">
        <h1>{say('heading')}</h1>
      </div>
      <section className="card">
        <Descriptions
          column={{ xs: 1, md: 2 }}
          items={[
            { key: 'who', label: say('who'), children: `${staff.name}（${staff.login}）` },
            { key: 'roles', label: say('roles'), children: staff.roles.map(roleName).join('、') },
            ...(staff.unit ? [{ key: 'unit', label: say('unit'), children: staff.unit }] : []),
            ...(staff.lastSignInAt
              ? [{ key: 'last', label: say('lastSignIn'), children: <When at={staff.lastSignInAt} /> }]
              : []),
          ]}
        />
        <div className="row">
          <ChangePassword />
          <SecondFactor />
        </div>
      </section>
      <MySessions />
    </div>
  );
}

function ChangePassword() {
  const say = useSay(ME_WORDS);
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const done = () => {
    setOpen(false);
    void message.success(say('changed'));
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>{say('password')}</Button>
      <Modal open={open} footer={null} onCancel={() => setOpen(false)} destroyOnHidden width={420}>
        <NewPassword onDone={done} />
      </Modal>
    </>
  );
}

function SecondFactor() {
  const say = useSay(ME_WORDS);
  const { secondFactor } = useStaff();
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const done = async () => {
    setOpen(false);
    void message.success(say('done'));
    await findSession();
  };
  const { set, recoveryCodesLeft } = secondFactor;
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        {say('secondFactor')}：{say(set ? 'setAnew' : 'set')}
      </Button>
      <span className="soft">{set ? say('isSet', { n: recoveryCodesLeft }) : say('isNotSet')}</span>
      <Modal open={open} footer={null} onCancel={() => setOpen(false)} destroyOnHidden width={420}>
        <SetSecondFactor needsCode={set} onDone={done} />
      </Modal>
    </>
  );
}
